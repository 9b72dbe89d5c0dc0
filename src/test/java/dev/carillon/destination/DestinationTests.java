package dev.carillon.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders", "orders.eu", "git.my-repo", "A_b-9.c.d.e"})
    void readsTopics(String topic) {
        assertThat(Destination.parse("/topic/" + topic, "alice")).isEqualTo(new Topic(topic));
    }

    @Test
    void readsOnesOwnQueue() {
        var queue = Destination.parse("/user/queue/alerts", "alice");

        assertThat(queue).isEqualTo(new UserQueue("alice", "alerts"));
        assertThat(queue.name()).isEqualTo("user:alice/alerts");
        assertThat(queue.stompName()).isEqualTo("/user/queue/alerts");
    }

    /** What Spring's own matchers and registry would let through, among others. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "orders", "topic/orders", "/topic", "/topic/", "/topic/*", "/topic/**", "/topic/>",
        "/topic/orders.*", "/topic/orders/eu", "/topic/orders;x=1", "/topic/%70rices", "/topic/orders%2Feu",
        "/topic/.orders", "/topic/orders.", "/topic/a..b", "/topic/../queue/x", "/topic/orders ", "/topic/ordérs",
        "/topic/orders\u0000", "/topic/orders\n", "/topic/{x}", "/topic/orders?x", "/Topic/orders", "//topic/orders",
        "/queue/inbox", "/queue/*", "/queue/inbox-user1a2b3c", "/user/queue/", "/user/queue/*", "/user/queue/a.b",
        "/user/bob/queue/inbox", "/user/queue/inbox/x", "/user/**", "/app/token", "/exchange/amq.topic/#"})
    void refusesEverythingElse(String destination) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Destination.parse(destination, "alice"))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.DESTINATION_INVALID));
    }

    @Test
    void boundsTheLengths() {
        var segment = "s".repeat(64);
        assertThat(new Topic(segment + "." + segment + "." + segment + ".12345").topic()).hasSize(Topic.MAX_LENGTH);

        assertRefused(() -> new Topic(segment + "." + segment + "." + segment + ".123456"), "topic");
        assertRefused(() -> new Topic("s".repeat(65)), "topic");
        assertRefused(() -> new UserQueue("alice", "q".repeat(65)), "queue");
        assertRefused(() -> new UserQueue("u".repeat(256), "inbox"), "user");
    }

    @Test
    void takesUsersAsIssuersWriteThem() {
        assertThat(UserQueue.isUser("auth0|5f7c8ec7c33c6c004bbafe82")).isTrue();
        assertThat(UserQueue.isUser("alice@example.com")).isTrue();
        assertThat(UserQueue.isUser("\u05d0\u05dc\u05d9\u05e1")).isTrue();
        assertThat(UserQueue.isUser("u".repeat(255))).isTrue();

        assertThat(UserQueue.isUser("")).isFalse();
        assertThat(UserQueue.isUser("*")).isFalse();
        assertThat(UserQueue.isUser("a\nb")).isFalse();
        assertThat(UserQueue.isUser("a\u0000")).isFalse();
        assertThat(UserQueue.isUser("a\u0085")).isFalse();
    }

    private static void assertRefused(ThrowingCallable call, String field) {
        assertThatExceptionOfType(Problem.class).isThrownBy(call)
                .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
    }
}
