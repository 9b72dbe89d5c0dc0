package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.carillon.Api;
import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.StompSocket;
import dev.carillon.TcpProxy;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class TailCommandTests {

    private static final RunningCarillon CARILLON = RunningCarillon.shared();
    private static final String TOKEN = TestTokens.all("tail");
    private static final Api API = new Api(CARILLON, TOKEN);

    @TempDir
    private Path directory;

    /** One that runs meanwhile. */
    private record Running(StringWriter out, StringWriter err, CompletableFuture<Integer> status) {

        static Running start(String... arguments) {
            var out = new StringWriter();
            var err = new StringWriter();
            var line = CarillonCommand.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true));
            return new Running(out, err, CompletableFuture.supplyAsync(() -> line.execute(arguments),
                    task -> Thread.ofVirtual().start(task)));
        }

        void awaits(String note) {
            await().atMost(Duration.ofSeconds(60)).until(() -> err.toString().contains(note));
        }

        Invoked end() {
            return new Invoked(status.join(), out.toString(), err.toString());
        }
    }

    @Test
    void printsOneLineForEach() {
        var tail = tail("--topic", "tail.live", "--inbox", "--count", "3");
        tail.awaits("listening to /topic/tail.live");
        tail.awaits("listening to /user/queue/inbox");
        var first = API.publish("/topics/tail.live/notifications", "{\"type\":\"a.b\",\"payload\":{\"c\":\"ü\\n\"}}");
        API.publish("/users/tail/notifications", "{\"payload\":1}");
        API.publish("/topics/tail.live/notifications", "{\"payload\":2}");

        var lines = tail.end().out().lines().map(JsonMapper.shared()::readTree).toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().path("id")).isEqualTo(first.path("id"));
        assertThat(lines.getFirst().path("offset")).isEqualTo(first.path("offset"));
        assertThat(lines.getFirst().path("epoch")).isEqualTo(first.path("epoch"));
        assertThat(lines.getFirst().path("type").asString()).isEqualTo("a.b");
        assertThat(lines.getFirst().path("payload").path("c").asString()).isEqualTo("ü\n");
        assertThat(lines).extracting(line -> line.path("destination").asString())
                .containsExactlyInAnyOrder("/topic/tail.live", "/topic/tail.live", "/user/queue/inbox");
    }

    @Test
    void beginsWhereItIsTold() {
        var first = API.publish("/topics/tail.old/notifications", "{\"payload\":1}");
        API.publish("/topics/tail.old/notifications", "{\"payload\":2}");
        API.publish("/topics/tail.old/notifications", "{\"payload\":3}");

        var from = first.path("epoch").asString() + "/" + first.path("offset").asInt();
        assertThat(payloads(tail("--topic", "tail.old", "--from", from, "--count", "2"))).containsExactly("2", "3");
        assertThat(payloads(tail("--topic", "tail.old", "--history", "1", "--count", "1"))).containsExactly("3");
    }

    @Test
    void saysWhatCannotBeHad() {
        var tail = tail("--topic", "tail.lost", "--from", "abc/7", "--count", "1");
        tail.awaits("position-unknown");
        tail.awaits("listening");
        API.publish("/topics/tail.lost/notifications", "{\"payload\":4}");

        assertThat(payloads(tail)).containsExactly("4");
    }

    /** It has seen nothing to come back behind: the past that it asked for is gone, by its time to live or by retention. */
    @ParameterizedTest
    @ValueSource(strings = {"expired", "swept"})
    void comesBackAndMissesNothingWhereNothingCame(String why) throws Exception {
        var topic = "tail." + why;
        try (var carillon = RunningCarillon.start("carillon.log.retention-of[tail.swept].count=2");
                var proxy = new TcpProxy(carillon.port())) {
            var api = new Api(carillon, TOKEN);
            for (int i = 0; i < 5; i++) {
                api.publish("/topics/" + topic + "/notifications", "{\"payload\":0,\"ttl\":\"PT0.01S\"}");
            }
            await().until(() -> api.get("/topics/" + topic + "/notifications").get("notifications").isEmpty());
            if (why.equals("swept")) {
                await().until(() -> isExpired(carillon, topic));
            }
            var tail = tail("--url", "http://localhost:" + proxy.port(), "--topic", topic, "--history",
                    why.equals("swept") ? "5" : "1", "--count", "2");
            tail.awaits("listening to /topic/" + topic);
            proxy.open(false);
            api.publish("/topics/" + topic + "/notifications", "{\"payload\":1}");
            api.publish("/topics/" + topic + "/notifications", "{\"payload\":2}");
            proxy.open(true);

            assertThat(payloads(tail)).containsExactly("1", "2");
        }
    }

    /** Whether retention has taken the first of these. */
    private static boolean isExpired(RunningCarillon carillon, String topic) {
        var epoch = new Api(carillon, TOKEN).get("/topics/" + topic + "/notifications").get("epoch").asString();
        try (var socket = StompSocket.connect(carillon, TOKEN)) {
            return "position-expired".equals(socket.send("SUBSCRIBE\nid:0\ndestination:/topic/" + topic + "\nepoch:"
                    + epoch + "\noffset:0\nreceipt:r\n\n").expect("RECEIPT").header("code"));
        }
    }

    /** In order, none twice, none left out, however often the connection breaks. */
    @Test
    void comesBackAndMissesNothing() throws Exception {
        try (var proxy = new TcpProxy(CARILLON.port())) {
            var tail = tail("--url", "http://localhost:" + proxy.port(), "--topic", "tail.cut", "--count", "30");
            tail.awaits("listening");
            for (int i = 0; i < 30; i++) {
                if (i % 10 == 5) {
                    proxy.cut();
                }
                API.publish("/topics/tail.cut/notifications", "{\"payload\":" + i + "}");
            }
            assertThat(payloads(tail)).containsExactlyElementsOf(numbers(30));
            assertThat(tail.end().err()).contains("disconnected (1006");
        }
    }

    @Test
    void speaksTls() throws Exception {
        var certificate = SelfSigned.make(directory);
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + certificate.directory())) {
            var url = "https://localhost:" + carillon.port();
            var stranger = tail("--url", url, "--topic", "tls").end();
            assertThat(stranger.status()).isEqualTo(3);
            assertThat(stranger.err()).contains("TLS with localhost:", "--ca");

            var tail = tail("--url", url, "--ca", certificate.directory().resolve("tls.crt").toString(), "--topic",
                    "tls", "--count", "1");
            tail.awaits("listening");
            assertThat(Invoked.here("publish", "--url", url, "--ca",
                    certificate.directory().resolve("tls.crt").toString(), "--token-file",
                    Invoked.file(directory, TOKEN), "--topic", "tls", "hello").status()).isZero();
            assertThat(payloads(tail)).containsExactly("\"hello\"");
        }
    }

    @Test
    void endsWhereItMayNotComeBack() {
        ends(4, "token-invalid", "--token-file", Invoked.file(directory, "no-token"), "--topic", "a");
        ends(5, "destination-forbidden", "--token-file",
                Invoked.file(directory, TestTokens.of("bob", List.of(), List.of())), "--topic", "a");
        ends(6, "destination-invalid", "--topic", "a b");
        // Said by the ERROR alone: these are closed with 1002 and 1009.
        ends(6, "frame-invalid", "--topic", "a", "--history", "1001");
        ends(6, "frame-invalid", "--topic", "a", "--from", "abc/99999999999999999999");
        ends(6, "frame-too-large", "--token-file", Invoked.file(directory, "a".repeat(200_000)), "--topic", "a");
    }

    /** The session ends with its token, which somebody has renewed meanwhile. */
    @Test
    void comesBackWithANewToken() throws Exception {
        var file = Files.writeString(directory.resolve("token"), TestTokens.of("tail", "late", -600, "**"));
        try (var proxy = new TcpProxy(CARILLON.port())) {
            proxy.hold();
            var tail = tail("--url", "http://localhost:" + proxy.port(), "--topic", "tail.renewed", "--token-file",
                    file.toString(), "--count", "1");
            await().until(() -> proxy.joined() == 1);
            Files.writeString(file, TOKEN);
            proxy.release();
            tail.awaits("disconnected (4401 token-expired");
            tail.awaits("listening");
            API.publish("/topics/tail.renewed/notifications", "{\"payload\":1}");

            assertThat(payloads(tail)).containsExactly("1");
        }
    }

    @Test
    void remembersWhatStdinSaid() throws Exception {
        var err = directory.resolve("err");
        try (var proxy = new TcpProxy(CARILLON.port())) {
            var process = Invoked.start(Map.of("CARILLON_URL", "http://localhost:" + proxy.port()), "tail", "--topic",
                    "tail.stdin", "--token-file", "-", "--count", "1").redirectError(err.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(TOKEN.getBytes(StandardCharsets.UTF_8));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(err).contains("listening"));
            proxy.cut();
            API.publish("/topics/tail.stdin/notifications", "{\"payload\":1}");

            assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        }
    }

    @Test
    void endsWhereThereIsNoService() {
        ends(3, "There is no host nowhere.invalid", "--url", "ws://nowhere.invalid", "--topic", "a");
        ends(3, "Nobody listens at ", "--url", "ws://localhost:" + Machine.freePort(), "--topic", "a");
        ends(4, "401 instead of a WebSocket", "--url", CARILLON.http("/nowhere").toString(), "--topic", "a");
    }

    @Test
    void saysWhatIsMisused() {
        ends(2, "Listen to what?");
        ends(2, "A position is", "--topic", "a", "--from", "7");
        ends(2, "in one stream", "--topic", "a", "--inbox", "--from", "a/7");
        ends(2, "mutually exclusive", "--topic", "a", "--history", "1", "--from", "a/7");
        ends(2, "no less than 0", "--topic", "a", "--history=-1");
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        var err = directory.resolve("err");
        var process = Invoked.start(Map.of("CARILLON_TOKEN", TOKEN, "CARILLON_URL", CARILLON.http("").toString()),
                "tail", "--topic", "tail.interrupt").redirectError(err.toFile()).start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(err).contains("listening"));
        assertThat(new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor()).isZero();

        assertThat(process.waitFor()).isEqualTo(130);
    }

    private void ends(int status, String reason, String... arguments) {
        var ended = tail(arguments).end();
        assertThat(ended.err()).contains(reason).doesNotContain("\tat ");
        assertThat(ended.status()).as(ended.err()).isEqualTo(status);
        assertThat(ended.out()).isEmpty();
    }

    private Running tail(String... arguments) {
        var all = new ArrayList<>(List.of("tail"));
        all.addAll(List.of(arguments));
        if (!all.contains("--url")) {
            all.addAll(List.of("--url", CARILLON.http("").toString()));
        }
        if (!all.contains("--token-file")) {
            all.addAll(List.of("--token-file", Invoked.file(directory, TOKEN)));
        }
        return Running.start(all.toArray(String[]::new));
    }

    private static List<String> payloads(Running tail) {
        var ended = tail.end();
        assertThat(ended.status()).as(ended.err()).isZero();
        return ended.out().lines().map(line -> JsonMapper.shared().readTree(line).path("payload").toString()).toList();
    }

    private static List<String> numbers(int count) {
        var all = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            all.add(Integer.toString(i));
        }
        return all;
    }
}
