package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.fanout.EventId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A stream that is taken up where it broke off. */
class StreamRecoveryTests {

    private static final int ROUNDS = 15;

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    /** The client breaks off wherever it is, again and again, while publishing goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"topic=sse.gone.0", "topic=sse.gone.0&topic=sse.gone.1&queue=sse-gone"})
    void losesAndRepeatsNothing(String query) throws Exception {
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = EventSource.open(carillon, token, query);
            var id = first.subscribed().lastId();
            first.close();
            var topics = threads.submit(() -> publishUntil(stop, "/topics/sse.gone.0/notifications"));
            var others = threads.submit(() -> publishUntil(stop, "/topics/sse.gone.1/notifications"));
            var queue = threads.submit(() -> publishUntil(stop, "/users/alice/notifications?queue=sse-gone"));
            var got = new ArrayList<JsonNode>();
            for (int round = 0; round < ROUNDS; round++) {
                try (var events = EventSource.open(carillon, token, query, id)) {
                    for (var position : events.subscribed().json().get("positions")) {
                        assertThat(position.get("recovered").asBoolean()).isTrue();
                    }
                    for (int i = 0; i < round + 3; i++) {
                        var event = events.next();
                        id = event.lastId();
                        got.add(event.json());
                    }
                }
            }
            stop.set(true);
            int total = topics.get() + (query.contains("queue") ? others.get() + queue.get() : 0);
            try (var events = EventSource.open(carillon, token, query, id)) {
                events.subscribed();
                while (got.size() < total) {
                    got.add(events.next().json());
                }
                publish("/topics/sse.gone.0/notifications", "\"last\"");
                assertThat(events.next().payload()).isEqualTo("last");
            }
            for (var destination : new String[]{"/topic/sse.gone.0", "/topic/sse.gone.1", "/user/queue/sse-gone"}) {
                var numbers = got.stream()
                        .filter(event -> event.get("destination").asString().equals(destination))
                        .map(event -> event.get("payload").asInt())
                        .toList();
                assertThat(numbers).isSorted().doesNotHaveDuplicates();
                assertThat(numbers.isEmpty() || numbers.getLast() == numbers.size() - 1).isTrue();
            }
        }
    }

    private int publishUntil(AtomicBoolean stop, String path) {
        int i = 0;
        for (; !stop.get(); i++) {
            publish(path, Integer.toString(i));
        }
        return i;
    }

    private void publish(String path, String payload) {
        assertThat(carillon.publish(token, path, "{\"payload\":" + payload + "}").statusCode()).isEqualTo(201);
    }

    /** Also for a client that left before anything came. */
    @Test
    void goesOnWithTheDestinationsThatItHad() {
        String id;
        try (var events = EventSource.open(carillon, token, "topic=sse.had.a&topic=sse.had.b")) {
            id = events.subscribed().lastId();
        }
        publish("/topics/sse.had.a/notifications", "\"a\"");
        publish("/topics/sse.had.c/notifications", "\"c\"");
        try (var events = EventSource.open(carillon, token, "topic=sse.had.c&topic=sse.had.a", id)) {
            var positions = events.subscribed().json().get("positions");
            assertThat(positions.get("/topic/sse.had.a").get("recovered").asBoolean()).isTrue();
            assertThat(positions.get("/topic/sse.had.c").has("recovered")).as("it is new here").isFalse();
            assertThat(events.next().payload()).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-2", "..", "zzzzzzz-zzzzzzzzzzzz-999999999999999999", "1-1-99999999999999999999",
        "{TAG}-1-1", "{LONG}"})
    void goesOnLiveFromAPositionThatItDoesNotKnow(String text) {
        String known;
        try (var events = EventSource.open(carillon, token, "topic=sse.unknown")) {
            known = events.subscribed().lastId();
        }
        var id = text.replace("{TAG}", known.substring(0, known.indexOf('-')))
                .replace("{LONG}", "1-1-1.".repeat(EventId.MAX_LENGTH / 6) + known);
        publish("/topics/sse.unknown/notifications", "0");
        try (var events = EventSource.open(carillon, token, "topic=sse.unknown", id)) {
            var position = events.subscribed().json().get("positions").get("/topic/sse.unknown");
            if (!text.startsWith("zzzzzzz-")) {
                assertThat(position.get("recovered").asBoolean()).isFalse();
                assertThat(position.get("code").asString()).isEqualTo("position-unknown");
            }
            publish("/topics/sse.unknown/notifications", "\"live\"");
            assertThat(events.next().payload()).isEqualTo("live");
        }
    }
}
