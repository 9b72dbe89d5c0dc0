package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The claim {@code carillon} of a token that an issuer has signed, whatever it holds. */
public final class ClaimsFuzz {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UserQueue HERS = new UserQueue("alice", "inbox");
    private static final UserQueue ANOTHERS = new UserQueue("bob", "inbox");

    private ClaimsFuzz() {}

    /** It is refused, or read; and read as it may be, it opens no queue but one's own. */
    public static void fuzzerTestOneInput(byte[] input) {
        Object claim;
        try {
            claim = JSON.readValue(input, Object.class);
        } catch (JacksonException _) {
            return; // Such a token is none.
        }
        if (claim == null) {
            return; // As if it was not there.
        }
        try {
            var alice = new Caller("alice", Capabilities.of(claim), null, null, Instant.MAX);
            assertThat(AccessPolicy.maySubscribe(alice, HERS)).isTrue();
            assertThat(AccessPolicy.maySubscribe(alice, ANOTHERS)).isFalse();
            requireAPattern(alice, claim);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal.getMessage()).startsWith("not a");
        }
    }

    /** Who has no pattern that could select a topic has no topic. */
    private static void requireAPattern(Caller alice, Object claim) {
        var topic = new Topic("orders.eu");
        var asked = List.of("orders.eu", "orders.*", "*.eu", "*.*", "orders.**", "*.**", "**");
        assertThat(AccessPolicy.maySubscribe(alice, topic))
                .isEqualTo(((Map<?, ?>) claim).get("subscribe") instanceof List<?> patterns
                        && patterns.stream().anyMatch(asked::contains));
    }
}
