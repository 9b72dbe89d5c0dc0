package dev.carillon.recovery;

import java.util.Locale;

import dev.carillon.log.Head;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription begins.
 *
 * @param head the ends of the stream when it subscribed
 * @param from up to which offset it has everything
 * @param outcome what became of its wish to go on from a position; null where it had none
 */
public record Begun(Head head, long from, @Nullable Outcome outcome) {

    /** Whether a gap could be filled. */
    public enum Outcome {
        RECOVERED,
        /** Of another epoch, or beyond the head. */
        POSITION_UNKNOWN,
        /** Retention has taken what would have to be replayed. */
        POSITION_EXPIRED;

        /** As clients read it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Begun of(Start start, Head head) {
        return switch (start) {
            case Start.Live _ -> new Begun(head, head.offset(), null);
            case Start.Last(int count) -> new Begun(head, Math.max(head.tail(), head.offset() - count), null);
            case Start.After(var position) -> {
                if (position.epoch() != head.epoch() || position.offset() > head.offset()) {
                    yield new Begun(head, head.offset(), Outcome.POSITION_UNKNOWN);
                }
                yield position.offset() < head.tail()
                        ? new Begun(head, head.offset(), Outcome.POSITION_EXPIRED)
                        : new Begun(head, position.offset(), Outcome.RECOVERED);
            }
        };
    }
}
