package dev.carillon.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.notification.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of has come, and goes once. */
class RosterTests {

    private static final Topic TOPIC = new Topic("orders");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Lanes lanes = new Lanes(1,
            CatchUpTests.LIMITS,
            (_, _, _, _, _) -> {}, LaneTests.NO_RECORD, Audience.UNKNOWN, new Roster() {
                @Override
                public void joined(Destination destination, String user, String session) {
                    told.add("joined " + destination.name());
                }

                @Override
                public void left(Destination destination, String user, String session) {
                    told.add("left " + destination.name());
                }
            }, new SimpleMeterRegistry());
    private final FakeConnection connection = new FakeConnection();
    private final FanoutSession session = lanes.open(connection, StompVersion.V1_2);

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void hearsOfWhoHasBegun() {
        begin(subscribe());
        session.endNow(1000);
        session.closed();

        await().untilAsserted(() -> assertThat(told).containsExactly("joined topic:orders", "left topic:orders"));
    }

    @Test
    void hearsNothingOfWhoEndsBeforeItBegins() {
        var early = subscribe();
        session.unsubscribe("0");
        begin(early);
        var late = subscribe();
        session.endNow(1000);
        begin(late);
        session.closed();
        begin(subscribe());
        lanes.sessions("nobody").join();

        assertThat(told).isEmpty();
    }

    private Subscription subscribe() {
        var subscribed = new CopyOnWriteArrayList<Subscription>();
        session.subscribe("0", "0", TOPIC, AckMode.AUTO, subscribed::add);
        await().until(() -> !subscribed.isEmpty());
        return subscribed.getFirst();
    }

    private void begin(Subscription subscription) {
        session.begin(null, List.of(new Beginning(subscription, new Position(1, 0), 0, 0)));
    }
}
