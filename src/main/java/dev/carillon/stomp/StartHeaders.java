package dev.carillon.stomp;

import dev.carillon.notification.Position;
import dev.carillon.recovery.Start;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** The headers of SUBSCRIBE that say where it begins: {@code epoch} and {@code offset}, or {@code history}. */
final class StartHeaders {

    private StartHeaders() {}

    static Start read(StompHeaderAccessor subscribe, int maxHistory) {
        var epoch = subscribe.getFirstNativeHeader("epoch");
        var offset = subscribe.getFirstNativeHeader("offset");
        var history = subscribe.getFirstNativeHeader("history");
        if (epoch == null && offset == null) {
            return history == null ? new Start.Live() : new Start.Last((int) number(history, "history", 1, maxHistory));
        }
        if (epoch == null || offset == null || history != null) {
            throw FrameGuard.invalid("A position is epoch and offset, and goes without history.",
                    epoch == null ? "epoch" : offset == null ? "offset" : "history");
        }
        return new Start.After(new Position(Position.epoch(epoch), number(offset, "offset", 0, Long.MAX_VALUE)));
    }

    private static long number(@Nullable String text, String header, long least, long most) {
        try {
            long number = Long.parseLong(String.valueOf(text));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as a number out of range is.
        }
        throw FrameGuard.invalid("It is a number from " + least + " to " + most + ".", header);
    }
}
