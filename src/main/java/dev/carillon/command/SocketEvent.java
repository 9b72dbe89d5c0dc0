package dev.carillon.command;

import java.util.Optional;

import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
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
     * @param problem that an ERROR named before; null where there was none, or one of a code that is not known here
     */
    record Closed(int code, String reason, @Nullable ProblemCode problem) implements SocketEvent {

        static final int ABNORMAL = 1006;
        private static final int TOO_LARGE = 1009;
        private static final int TOKEN = 4401;
        private static final int TOO_MANY = 429;

        Closed(int code, String reason) {
            this(code, reason, null);
        }

        /** With what an ERROR said: the close says less, and after a refusal of a SUBSCRIBE it may be 1002 like that of a broken proxy. */
        Closed after(@Nullable String error, @Nullable String message) {
            return new Closed(code, (error == null ? "" : error + ": ") + message, ProblemCode.of(error).orElse(null));
        }

        /** With what the command ends; empty where it is worth coming back. */
        Optional<ExitStatus> verdict() {
            if (problem != null && problem.httpStatus() < 500 && problem.httpStatus() != TOO_MANY) {
                return Optional.of(ExitStatus.ofHttp(problem.httpStatus()));
            }
            // 1009 without a word: what is sent will be no smaller the next time.
            boolean isFinal = code / 100 == 44 || (code == TOO_LARGE && problem == null);
            return isFinal ? Optional.of(ExitStatus.ofClose(code)) : Optional.empty();
        }

        /** Whether it was the token alone, in whose place another one may do. */
        boolean isOfTheToken() {
            return problem == null ? code == TOKEN : problem.closeCode() == TOKEN;
        }

        @Override
        public String toString() {
            return code + (reason.isEmpty() ? "" : " " + reason);
        }
    }

    /** For a while there was nothing. */
    record Nothing() implements SocketEvent {}
}
