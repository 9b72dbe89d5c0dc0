/** The WebSocket endpoint on Jetty: its limits, meters, close codes and certificate, and what every answer of it says. */
@NullMarked
package dev.carillon.connection;

import org.jspecify.annotations.NullMarked;
