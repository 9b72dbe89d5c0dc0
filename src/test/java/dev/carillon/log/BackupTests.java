package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A log that is copied while it is written to, put back somewhere else, and gone on with. */
@ParameterizedClass
@EnumSource(Vendor.class)
class BackupTests {

    private static final String TOPIC = "/topics/orders.eu/notifications";

    private final DatabaseCopy database;
    private final String token = TestTokens.all("alice");

    BackupTests(Vendor vendor) {
        this.database = DatabaseCopy.of(vendor);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void holdsWhatWasAcknowledgedBeforeAndGoesOnFromThere() throws Exception {
        var acknowledged = new AtomicInteger();
        try (var before = start(database, null)) {
            var stop = new AtomicBoolean();
            var publisher = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    publish(before, 1);
                    acknowledged.incrementAndGet();
                }
            });
            await().until(() -> acknowledged.get() >= 100);
            int atBackup = acknowledged.get();
            try (var copy = database.restored()) {
                int afterBackup = acknowledged.get();
                await().until(() -> acknowledged.get() > afterBackup);
                stop.set(true);
                publisher.join();
                assertGoesOn(copy, atBackup);
            } finally {
                stop.set(true);
            }
        }
    }

    private void assertGoesOn(DatabaseCopy copy, int atLeast) {
        try (var after = start(copy, "the first one")) {
            var stored = new ArrayList<Long>();
            for (var page = page(after, 0); !page.isEmpty(); page = page(after, stored.size())) {
                page.forEach(one -> stored.add(one.get("offset").asLong()));
            }
            assertThat(stored).isEqualTo(IntStream.rangeClosed(1, stored.size()).mapToObj(Long::valueOf).toList())
                    .hasSizeGreaterThanOrEqualTo(atLeast);
            assertThat(publish(after, 1).get("offset").asLong()).isEqualTo(stored.size() + 1L);
        }
    }

    /** Its offsets are given out again: as long as nobody says so, it would go on behind them and miss what they mean now. */
    @Test
    void aClientThatHadMoreThanWasRestoredIsToldSo() throws Exception {
        try (var before = start(database, null)) {
            publish(before, 5);
            try (var copy = database.restored()) {
                var lost = publish(before, 5);
                try (var after = start(copy, "2026-11-28T17:00Z")) {
                    publish(after, 10);
                    assertUnknown(after, lost);
                }
            }
        }
    }

    /** Also one that had less: its position is of another life. */
    @Test
    void positionsAreKnownFromTheRestoreOn() throws Exception {
        try (var before = start(database, null)) {
            var old = publish(before, 3);
            try (var copy = database.restored()) {
                JsonNode position;
                try (var after = start(copy, "a")) {
                    assertUnknown(after, old);
                    position = publish(after, 1);
                }
                try (var again = start(copy, "a")) {
                    publish(again, 1);
                    assertThat(subscribed(again, position).headers()).containsEntry("recovered", "true")
                            .containsEntry("offset", "5");
                }
                try (var another = start(copy, "b")) {
                    assertUnknown(another, position);
                }
                try (var silent = start(copy, null)) {
                    assertUnknown(silent, position);
                }
            }
        }
    }

    private static RunningCarillon start(DatabaseCopy database, String restored) {
        var settings = new ArrayList<>(database.settings());
        if (restored != null) {
            settings.add("carillon.log.restored=" + restored);
        }
        return RunningCarillon.start(settings.toArray(String[]::new));
    }

    private JsonNode publish(RunningCarillon carillon, int count) {
        var api = new Api(carillon, token);
        return IntStream.range(0, count).mapToObj(_ -> api.publish(TOPIC, "{\"payload\":1}")).toList().getLast();
    }

    private List<JsonNode> page(RunningCarillon carillon, long after) {
        return new Api(carillon, token).get(TOPIC + "?limit=1000&after=" + after)
                .get("notifications")
                .valueStream()
                .toList();
    }

    private void assertUnknown(RunningCarillon carillon, JsonNode position) {
        assertThat(subscribed(carillon, position).headers()).containsEntry("recovered", "false")
                .containsEntry("code", "position-unknown");
    }

    private StompSocket.Frame subscribed(RunningCarillon carillon, JsonNode position) {
        try (var socket = StompSocket.connect(carillon, token)) {
            return socket.send("SUBSCRIBE\nid:0\nreceipt:r\ndestination:/topic/orders.eu\nepoch:"
                    + position.get("epoch").asString() + "\noffset:" + position.get("offset").asLong() + "\n\n")
                    .expect("RECEIPT");
        }
    }
}
