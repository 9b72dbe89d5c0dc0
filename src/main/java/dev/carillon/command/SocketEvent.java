package dev.carillon.command;

import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** What a socket brings. */
sealed interface SocketEvent {

    /** A frame, or a heart-beat. */
    // The array is printed, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(StompHeaderAccessor headers, byte[] body) implements SocketEvent {}

    /**
     * The end, said by the service or noticed.
     *
     * @param code of the close; 1006 where there was none
     * @param reason in words
     */
    record Closed(int code, String reason) implements SocketEvent {

        static final int ABNORMAL = 1006;
    }

    /** For a while there was nothing. */
    record Nothing() implements SocketEvent {}
}
