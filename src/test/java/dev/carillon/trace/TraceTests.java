package dev.carillon.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.Artemis;
import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector of OTLP is sent: octets as characters, as names stand in them, and ids by their bytes. */
class TraceTests {

    private static final String PUBLISH = "POST /api/v1/topics/{topic}/notifications";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Queue<String> collected = new ConcurrentLinkedQueue<>();
    private final String token = TestTokens.all("alice");
    private HttpServer collector;
    private String endpoint;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            collected.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        endpoint = "carillon.trace.endpoint=http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void followsAPublishThatIsPartOfATrace() {
        String told;
        try (var carillon = RunningCarillon.start(endpoint);
                var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/traced")) {
            publish(carillon, "00-" + TRACE + "-b7ad6b7169203331-01");
            told = socket.expect("MESSAGE").header("traceparent");
        }
        assertThat(told).as("subscribers are told of the call")
                .matches("00-" + TRACE + "-(?!b7ad6b7169203331)[0-9a-f]{16}-01");
        assertThat(spans()).contains(PUBLISH, "store", "deliver", bytes(TRACE), bytes(told.split("-")[2]));
    }

    @Test
    void followsItToTheOtherNode() {
        try (var postgres = Postgres.database(TraceTests.class); var broker = Artemis.start()) {
            var settings = Stream.of(postgres.settings(), broker.settings(), new String[]{endpoint})
                    .flatMap(Stream::of)
                    .toArray(String[]::new);
            try (var one = RunningCarillon.start(settings); var other = RunningCarillon.start(settings)) {
                await().until(() -> isConnected(one) && isConnected(other));
                try (var socket = StompSocket.connect(other, token).subscribe("0", "/topic/traced")) {
                    publish(one, "00-" + TRACE + "-b7ad6b7169203331-01");
                    assertThat(socket.expect("MESSAGE").header("traceparent")).contains(TRACE);
                }
            }
        }
        assertThat(spans().split("deliver", -1)).as("one here and one there").hasSize(3);
    }

    @Test
    void leavesAloneWhatItsCallerDoesNotTrace() {
        try (var carillon = RunningCarillon.start(endpoint, "carillon.trace.sample=1");
                var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/traced")) {
            publish(carillon, "00-" + TRACE + "-b7ad6b7169203331-00");
            assertThat(socket.expect("MESSAGE").header("traceparent")).endsWith("-b7ad6b7169203331-00");
        }
        assertThat(spans()).doesNotContain(PUBLISH);
    }

    @Test
    void beginsAsManyAsItIsToldTo() {
        try (var carillon = RunningCarillon.start(endpoint, "carillon.trace.sample=1")) {
            carillon.publish(token, "/topics/traced/notifications", "{\"payload\":1}");
        }
        assertThat(spans()).contains(PUBLISH);
        collected.clear();
        try (var carillon = RunningCarillon.start(endpoint, "carillon.trace.sample=0")) {
            carillon.publish(token, "/topics/traced/notifications", "{\"payload\":1}");
        }
        assertThat(spans()).isEmpty();
    }

    /** So what is refused, and what the log says of it, is found by the trace that the service itself began. */
    @Test
    void namesATraceOfItsOwnInARefusal() {
        try (var carillon = RunningCarillon.start(endpoint, "carillon.trace.sample=1")) {
            assertThat(carillon.get(carillon.http("/api/v1/me/notifications")).body())
                    .containsPattern("\"correlation\":\"[0-9a-f]{32}\"");
        }
    }

    /** A collector that is not there costs publishers nothing. */
    @Test
    void doesWithoutItsCollector() {
        collector.stop(0);
        try (var carillon = RunningCarillon.start(endpoint, "carillon.trace.sample=1")) {
            assertThat(carillon.publish(token, "/topics/traced/notifications", "{\"payload\":1}").statusCode())
                    .isEqualTo(201);
        }
    }

    private void publish(RunningCarillon carillon, String parent) {
        carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/topics/traced/notifications"))
                .headers("Authorization", "Bearer " + token, "Content-Type", "application/json", "traceparent", parent)
                .POST(HttpRequest.BodyPublishers.ofString("{\"payload\":1}")));
    }

    private static boolean isConnected(RunningCarillon carillon) {
        return carillon.metric("carillon_relay_connected") == 1;
    }

    private String spans() {
        return collected.stream().collect(Collectors.joining());
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
