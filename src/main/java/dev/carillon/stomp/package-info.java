/** The STOMP half: authenticates sessions, guards frames and hands notifications to the broker. */
@NullMarked
package dev.carillon.stomp;

import org.jspecify.annotations.NullMarked;
