package dev.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.docs.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one node measures, as managers get it. */
class NodesTests {

    private static final RunningCarillon CARILLON = RunningCarillon.start();

    private final Api manager = new Api(CARILLON, TestTokens.manager());

    @AfterAll
    static void stop() {
        CARILLON.close();
    }

    /** Each figure is what Prometheus is told under its name, whatever tags there are. */
    @Test
    void tellsWhatIsScraped() {
        var token = TestTokens.all("alice");
        try (var socket = StompSocket.connect(CARILLON, token).subscribe("s", "/topic/figures")) {
            for (int i = 0; i < 20; i++) {
                CARILLON.publish(token, "/topics/figures/notifications", "{\"payload\":" + i + "}");
                socket.expect("MESSAGE");
            }
            CARILLON.publish(token, "/users/bob/notifications", "{\"payload\":1}");
            await().until(() -> CARILLON.metric("carillon_delivery_latency_seconds_count") == 20);
            var node = onlyNode();

            assertThat(node.at("/counters/carillon.deliveries").asDouble()).isEqualTo(20);
            assertThat(node.at("/counters/carillon.notifications.published").asDouble()).isEqualTo(21);
            assertThat(node.at("/gauges/carillon.connections").asDouble()).isEqualTo(1);
            node.get("gauges").properties().forEach(gauge -> assertScraped(gauge.getKey(), gauge.getValue()));
            node.get("counters")
                    .properties()
                    .forEach(counter -> assertScraped(counter.getKey() + "_total",
                            counter.getValue()));
            node.get("samples").properties().forEach(samples -> {
                var name = samples.getKey() + (samples.getKey().equals("carillon.log.batch.size") ? "" : "_seconds");
                assertScraped(name + "_count", samples.getValue().get("count"));
                assertScraped(name + "_sum", samples.getValue().get("sum"));
            });
            var buckets = node.at("/samples/carillon.delivery.latency/buckets");
            assertThat(buckets).hasSize(7);
            buckets.forEach(bucket -> assertThat(CARILLON.metric("carillon_delivery_latency_seconds_bucket{le=\""
                    + bucket.get("upTo").asDouble() + "\"}")).isEqualTo(bucket.get("count").asDouble()));
        }
    }

    @Test
    void namesTheMetersThatThePageLists() throws IOException {
        var node = onlyNode();
        var names = new ArrayList<String>();
        for (var kind : new String[]{"gauges", "counters", "samples"}) {
            names.addAll(node.get(kind).propertyNames());
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(
                Page.read("src/docs/protocol.md").names("meter", "kind", "tags"));
        assertThat(node.propertyNames()).containsExactly("node", "time", "gauges", "counters", "samples");
        assertThat(Instant.parse(node.get("time").asString())).isCloseTo(Instant.now(),
                within(Duration.ofMinutes(1)));
    }

    @Test
    void isForThoseWhoMayManage() {
        new Api(CARILLON, TestTokens.all("alice")).refuses("GET", "/nodes", 403, "scope-missing", null);
        new Api(CARILLON, "x.y.z").refuses("GET", "/nodes", 401, "token-invalid", null);
        assertThat(CARILLON.get(CARILLON.http("/api/v1/nodes")).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        manager.refuses("GET", "/nodes?node=x", 400, "request-invalid", "node");
        manager.refuses("POST", "/nodes", 405, "method-not-allowed", null);
    }

    private JsonNode onlyNode() {
        var answer = manager.get("/nodes");
        assertThat(answer.get("partial").asBoolean()).isFalse();
        assertThat(answer.get("nodes")).hasSize(1);
        return answer.at("/nodes/0");
    }

    private static void assertScraped(String name, JsonNode value) {
        var series = name.replace('.', '_');
        double sum = CARILLON.get(CARILLON.management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.matches(series + "[ {].*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        assertThat(value.asDouble()).as(name).isCloseTo(sum, within(1e-9));
    }
}
