package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

class CallerTextTests {

    private static final Instant EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    @Test
    void keepsWhatATokenSaid() {
        var capabilities = Capabilities.of(List.of("orders.*", "prices.**", "one"), List.of("user:*", "user:ál ice"));
        var caller = new Caller("ál/ice \uD83D\uDD14", capabilities, "a-1", Instant.ofEpochSecond(1_700_000_000),
                EXPIRY);

        assertThat(CallerText.parse(CallerText.of(caller))).isEqualTo(caller);
    }

    @Test
    void keepsThatATokenSaidLittle() {
        var caller = new Caller("alice", Capabilities.of(null, null), null, null, EXPIRY);

        assertThat(CallerText.parse(CallerText.of(caller))).isEqualTo(caller);
    }

    /** A token's id is its issuer's affair: a zero or half a character is no reason for a database to refuse it. */
    @Test
    void isTextForAnyDatabase() {
        var caller = new Caller("alice", Capabilities.of(null, null), "\0\uD83D\n\u2028", null, EXPIRY);

        var text = CallerText.of(caller);

        assertThat(text).matches("[ -~]+");
        assertThat(CallerText.parse(text)).isEqualTo(caller);
    }
}
