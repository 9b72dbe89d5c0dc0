package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;

import dev.carillon.destination.Topic;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import org.junit.jupiter.api.Test;

class NotificationStoriesTests {

    private final Instant now = Instant.now();

    /** It does not depend on when the sweep comes by. */
    @Test
    void whatHasExpiredIsNotThere() {
        assertThat(NotificationStories.isThere(notification("t", now.minusMillis(1)))).isFalse();
        assertThat(NotificationStories.isThere(notification("t", now.plusSeconds(600)))).isTrue();
        assertThat(NotificationStories.isThere(notification(null, null))).isTrue();
    }

    @Test
    void whatIsTheServicesOwnIsNotThere() {
        assertThat(NotificationStories.isThere(notification("carillon.recalled", null))).isFalse();
    }

    private Notification notification(String type, Instant expiresAt) {
        return new Notification(NotificationId.next(), new Topic("a"), type, null, Map.of(),
                new Payload("text/plain", new byte[0]), now, expiresAt, null);
    }
}
