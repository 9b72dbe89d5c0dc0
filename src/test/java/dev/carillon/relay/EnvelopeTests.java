package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTests {

    private static final Instant NOW = Instant.ofEpochMilli(1_795_000_000_123L);

    static Stream<RelayMessage> messages() {
        return Stream.of(new RelayMessage.Alive(7), new RelayMessage.Leaving(),
                new RelayMessage.Asked(7, new Question("kind", "ünïcode")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void comesThrough(RelayMessage message) {
        assertThat(Envelope.read(new Envelope("a", message).bytes(), "b")).contains(new Envelope("a", message));
    }

    static Stream<Notification> notifications() {
        var plain = notification(new Topic("orders.eu"), new byte[0]);
        return Stream.of(plain, plain.at(new Position(1L << 59, Long.MAX_VALUE)),
                notification(new UserQueue("ü".repeat(255), "q".repeat(64)),
                        "{\"a\":\0}".getBytes(StandardCharsets.UTF_8)),
                new Notification(NotificationId.next(), new Topic("a"), "t".repeat(255), "k".repeat(255),
                        Map.of("shop", "x".repeat(16_000)), new Payload("text/plain", new byte[100_000]), NOW,
                        NOW.plusMillis(1), new Position(1, 1)));
    }

    @ParameterizedTest
    @MethodSource("notifications")
    void carriesANotificationAsItIs(Notification notification) {
        var recalled = NotificationId.next();
        assertThat(carried(notification, null).recalled()).isNull();
        var carried = carried(notification, recalled);
        assertThat(carried.recalled()).isEqualTo(recalled);
        assertThat(carried.notification()).usingRecursiveComparison().isEqualTo(notification);
    }

    @Test
    void carriesAnAnswer() {
        var bytes = new Envelope("a", new RelayMessage.Answered(3, new byte[]{1, 0, 2})).bytes();
        assertThat(Envelope.read(bytes, "b").orElseThrow().message())
                .isInstanceOfSatisfying(RelayMessage.Answered.class, answered -> {
                    assertThat(answered.id()).isEqualTo(3);
                    assertThat(answered.answer()).containsExactly(1, 0, 2);
                });
    }

    /** The broker is shared, and so may be another version of us. */
    @Test
    void passesOverWhatIsNotForIt() {
        var bytes = new Envelope("a", new RelayMessage.Alive(7)).bytes();
        assertThat(Envelope.read(new Envelope("a", new RelayMessage.Leaving()).bytes(), "a")).as("its own").isEmpty();
        assertThat(Envelope.read(bytes, "a")).as("its own sign of life").isPresent();
        assertThat(Envelope.read(with(bytes, 0, 2), "b")).as("another version").isEmpty();
        assertThat(Envelope.read(with(bytes, bytes.length - 1 - Long.BYTES, 99), "b")).as("another kind").isEmpty();
        assertThat(Envelope.read(new byte[0], "b")).isEmpty();
        var published = new Envelope("a", new RelayMessage.Published(notification(new Topic("a"), new byte[0]), null))
                .bytes();
        for (int length = 1; length < published.length; length++) {
            var half = Arrays.copyOf(published, length);
            assertThat(Envelope.read(half, "b").map(Envelope::sender).orElse("")).isIn("", "a");
        }
    }

    private static RelayMessage.Published carried(Notification notification, NotificationId recalled) {
        var bytes = new Envelope("a", new RelayMessage.Published(notification, recalled)).bytes();
        return (RelayMessage.Published) Envelope.read(bytes, "b").orElseThrow().message();
    }

    private static Notification notification(Destination destination, byte[] payload) {
        return new Notification(NotificationId.next(), destination, null, null, Map.of(),
                new Payload("application/json", payload), NOW);
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        var changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
