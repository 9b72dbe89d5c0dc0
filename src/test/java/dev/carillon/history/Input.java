package dev.carillon.history;

import dev.carillon.StompSocket.Frame;

/** What comes out of a socket. */
sealed interface Input {

    record Read(Frame frame) implements Input {}

    record Heartbeat() implements Input {}

    record End(int code, String reason) implements Input {}
}
