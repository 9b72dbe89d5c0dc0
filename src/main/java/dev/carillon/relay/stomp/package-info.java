/** The relay's broker is any that speaks STOMP over TCP. */
@NullMarked
package dev.carillon.relay.stomp;

import org.jspecify.annotations.NullMarked;
