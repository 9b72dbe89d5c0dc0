package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy as a table: what alice may do under a claim. */
class AccessPolicyTests {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        // subscribe, publish, destination,        may subscribe, may publish
        "-,           -,       topic:orders.eu,    false,         false",
        "orders.**,   -,       topic:orders.eu,    true,          false",
        "orders.**,   -,       topic:prices,       false,         false",
        "-,           chat.*,  topic:chat.room,    false,         true",
        "-,           chat.*,  topic:chat,         false,         false",
        "**,          **,      topic:anything.x,   true,          true",
        "a b,         c,       topic:b,            true,          false",
        // Her own queue is hers to read without an entry, and not hers to write.
        "-,           -,       user:alice,         true,          false",
        "-,           user:*,  user:alice,         true,          true",
        // Nothing opens another's queue to reading, not even a pattern that names it.
        "-,           -,       user:bob,           false,         false",
        "user:bob,    -,       user:bob,           false,         false",
        "user:*,      -,       user:bob,           false,         false",
        "**,          **,      user:bob,           false,         false",
        "-,           user:*,  user:bob,           false,         true",
        "-,           user:bob,user:bob,           false,         true",
        "-,           user:bob,user:carol,         false,         false",
        "-,           user:*,  topic:chat,         false,         false"})
    void decides(String subscribe, String publish, String destination, boolean maySubscribe, boolean mayPublish) {
        var claim = Map.of("subscribe", entries(subscribe), "publish", entries(publish));
        var alice = new Caller("alice", Capabilities.of(claim), null, null, Instant.MAX);
        var parsed = parse(destination);

        assertThat(passes(() -> AccessPolicy.requireSubscribe(alice, parsed))).isEqualTo(maySubscribe);
        assertThat(passes(() -> AccessPolicy.requirePublish(alice, parsed))).isEqualTo(mayPublish);
    }

    private static boolean passes(Runnable check) {
        try {
            check.run();
            return true;
        } catch (Problem problem) {
            assertThat(problem.code()).isEqualTo(ProblemCode.DESTINATION_FORBIDDEN);
            return false;
        }
    }

    private static List<String> entries(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    private static Destination parse(String text) {
        var parts = text.split(":");
        return parts[0].equals("topic") ? new Topic(parts[1]) : new UserQueue(parts[1], "inbox");
    }
}
