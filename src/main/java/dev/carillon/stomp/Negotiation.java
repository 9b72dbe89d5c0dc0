package dev.carillon.stomp;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.carillon.fanout.StompVersion;
import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What CONNECT and CONNECTED agree on: the version, and who is heard how often. */
record Negotiation(StompVersion version, Duration sendEvery, Duration expectEvery) {

    static final String VERSIONS = "1.0,1.1,1.2";

    /** Longer is as good as never, and would not fit the clock's nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final List<StompVersion> BEST_FIRST = List.of(StompVersion.V1_2, StompVersion.V1_1,
            StompVersion.V1_0);

    /**
     * The best of both sides (STOMP 1.2, "Protocol Negotiation" and "Heart-beating").
     *
     * @param accepted {@code accept-version}; empty is a client of 1.0, which knows no such header
     * @param heartbeat what the client can send and wants to receive, in milliseconds, as in the header; null where it has none
     */
    static Negotiation of(Set<String> accepted, @Nullable String heartbeat, Duration ours) {
        var version = accepted.isEmpty()
                ? StompVersion.V1_0
                : BEST_FIRST.stream()
                        .filter(candidate -> accepted.contains(candidate.number()))
                        .findFirst()
                        .orElseThrow(
                                () -> FrameGuard.invalid("Supported versions are " + VERSIONS + ".", "accept-version"));
        var theirs = milliseconds(heartbeat);
        return new Negotiation(version, slower(theirs[1], ours), slower(theirs[0], ours));
    }

    /** Spring, which has read it before, takes a single number, and an empty header, for none. */
    private static long[] milliseconds(@Nullable String heartbeat) {
        if (heartbeat == null) {
            return new long[2];
        }
        var numbers = heartbeat.split(",", -1);
        if (numbers.length != 2) {
            throw invalidHeartbeat();
        }
        try {
            return new long[]{Long.parseLong(numbers[0]), Long.parseLong(numbers[1])};
        } catch (NumberFormatException _) {
            throw invalidHeartbeat();
        }
    }

    static Problem invalidHeartbeat() {
        return FrameGuard.invalid("heart-beat is two numbers of milliseconds, joined by a comma.", "heart-beat");
    }

    private static Duration slower(long theirsMillis, Duration ours) {
        if (theirsMillis < 0) {
            throw invalidHeartbeat();
        }
        var theirs = Duration.ofMillis(Math.min(theirsMillis, LONGEST.toMillis()));
        if (theirs.isZero() || ours.isZero()) {
            return Duration.ZERO;
        }
        return theirs.compareTo(ours) > 0 ? theirs : ours;
    }
}
