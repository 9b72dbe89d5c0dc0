package dev.carillon.fanout;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a session is open, and until when.
 *
 * @param tokenId which of the user's tokens says so; null where they are not told apart
 * @param end from when on it is over, though nobody says a word
 */
public record Grant(String user, @Nullable String tokenId, Instant end) {

    boolean isOver(long nowMillis) {
        return end.toEpochMilli() <= nowMillis;
    }
}
