/** The WebSocket endpoint on Jetty: its limits, meters, close codes and certificate. */
@NullMarked
package dev.carillon.connection;

import org.jspecify.annotations.NullMarked;
