/** Carillon: REST in, STOMP over WebSocket out. */
@NullMarked
package dev.carillon;

import org.jspecify.annotations.NullMarked;
