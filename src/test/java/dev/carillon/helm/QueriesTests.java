package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alerts speak of series that a service, one with a relay, really has. */
class QueriesTests {

    /** What Prometheus adds to every series. */
    private static final Set<String> ADDED = Set.of("namespace", "pod", "instance");

    private static List<String> series;

    @BeforeAll
    static void scrape(@TempDir Path home) throws Exception {
        var certificate = SelfSigned.make(home);
        try (var postgres = Postgres.database(QueriesTests.class);
                var carillon = RunningCarillon.start(postgres.settings()[0], postgres.settings()[1],
                        "carillon.relay.type=stomp", "carillon.relay.stomp.port=1",
                        "management.metrics.system.diskspace.paths=/data", "spring.profiles.active=tls",
                        "carillon.tls.directory=" + certificate.directory());
                var client = certificate.trust().getSocketFactory().createSocket("localhost", carillon.port())) {
            client.getOutputStream()
                    .write("GET /api/v1/me/notifications HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes()); // Or there is no request to measure.
            assertThat(client.getInputStream().read()).isEqualTo('H');
            System.gc(); // Or no pause, which is told of a moment later.
            await().until(() -> {
                series = scraped(carillon);
                return named("jvm_gc_pause_seconds_count").findAny().isPresent()
                        && named("http_server_requests_seconds_count").findAny().isPresent();
            });
        }
    }

    private static List<String> scraped(RunningCarillon carillon) {
        return carillon.get(carillon.management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @AfterAll
    static void forget() {
        series = null;
    }

    static List<String> queries() {
        var queries = new ArrayList<String>();
        collect(JsonMapper.shared().readTree(Chart.read("dashboards/carillon.json")), queries);
        Alerts.read().forEach(alert -> queries.add(alert.query()));
        return queries;
    }

    private static void collect(JsonNode node, List<String> queries) {
        if (node.has("expr")) {
            queries.add(node.get("expr").asString());
        }
        if (node.has("definition")) {
            queries.add(node.get("definition").asString().replaceFirst("label_values\\((.+), \\w+\\)", "$1"));
        }
        node.forEach(child -> collect(child, queries));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void areOfSeriesThatThereAre(String query) {
        assertThat(missing(query)).isEmpty();
    }

    /** Or the test above would be as good as none. */
    @ParameterizedTest
    @MethodSource("queries")
    void wouldBeMissedIfTheyWereMisspelt(String query) {
        for (var metric : new PromQl(query).metrics()) {
            assertThat(missing(query.replace(metric, metric + "x"))).isNotEmpty();
        }
        for (var wanted : new PromQl(query).series()) {
            assertThat(missing(query.replace(wanted.value(), wanted.value() + "x"))).isNotEmpty();
        }
    }

    /** What a query speaks of that nobody would be told of. */
    private static Set<String> missing(String query) {
        var promQl = new PromQl(query);
        var missing = new LinkedHashSet<String>();
        for (var metric : promQl.metrics()) {
            if (named(metric).findAny().isEmpty()) {
                missing.add(metric);
            }
        }
        for (var wanted : promQl.series()) {
            if (named(wanted.metric())
                    .noneMatch(line -> line.contains(wanted.label() + "=\"" + wanted.value() + "\""))) {
                missing.add(wanted.toString());
            }
        }
        for (var label : promQl.grouping()) {
            if (!ADDED.contains(label) && promQl.metrics()
                    .stream()
                    .flatMap(QueriesTests::named)
                    .noneMatch(
                            line -> line.contains("{" + label + "=\"") || line.contains("," + label + "=\""))) {
                missing.add(label);
            }
        }
        return missing;
    }

    private static Stream<String> named(String metric) {
        return series.stream().filter(line -> line.split("[{ ]")[0].equals(metric));
    }
}
