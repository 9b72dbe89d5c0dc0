package dev.carillon.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.docs.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer, through whatever door: the headers of {@code src/docs/security.md}, and nothing of what is inside (CWE-497, CWE-209). */
class AnswerHeadersTests {

    private static final String APP = "https://app.example";
    private static final RunningCarillon CARILLON = RunningCarillon.start("carillon.access.allowed-origins=" + APP,
            "carillon.access.max-tickets-per-user=1");
    private static final RunningCarillon NARROW = RunningCarillon
            .start("carillon.admission.max-connections-per-address=1");
    private static final RunningCarillon FULL = RunningCarillon.start("carillon.admission.max-connections=1");
    private static final List<StompSocket> SEATED = new ArrayList<>();

    private static final int CLIENTS = CARILLON.port();
    private static final int MANAGEMENT = CARILLON.managementPort();
    private static final String ALICE = "Authorization: Bearer " + TestTokens.all("alice");
    private static final String MANAGER = "Authorization: Bearer " + TestTokens.manager();
    private static final String TOPIC = "/api/v1/topics/answers/notifications";
    private static final String JSON = "Content-Type: application/json";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: Upgrade";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String LONG = "a".repeat(100_000);

    /** Names of classes and packages, frames of a stack, versions. */
    private static final Pattern INSIDE = Pattern.compile("(?i)jetty|spring|jakarta|exception|\\bjava\\.|\\borg\\.|"
            + "\\bdev\\.carillon|\\bat [a-z]+[.(]|\\d+\\.\\d+\\.\\d+");

    /** @param request the whole of it, as it is sent */
    private record Door(String what, int port, int status, String request) {

        String answer() {
            if (request.startsWith("HEAD")) {
                return Handshake.untilClosed(port, request);
            }
            return what.equals("events") ? Handshake.head(port, request) : Handshake.exchange(port, request);
        }

        boolean isFile() {
            return what.startsWith("file");
        }

        @Override
        public String toString() {
            return status + ": " + what + (port == MANAGEMENT ? " of management" : "");
        }
    }

    @BeforeAll
    static void takeWhatThereIs() {
        SEATED.add(StompSocket.connect(NARROW, TestTokens.all("alice")));
        SEATED.add(StompSocket.connect(FULL, TestTokens.all("alice")));
        assertThat(rest("", 201, "POST " + TOPIC, "{\"payload\":1}", ALICE, JSON, "Idempotency-Key: k").answer())
                .startsWith("HTTP/1.1 201");
        assertThat(rest("", 201, "POST /api/v1/tickets", "", ALICE).answer()).startsWith("HTTP/1.1 201");
    }

    @AfterAll
    static void stop() {
        SEATED.forEach(StompSocket::close);
        List.of(CARILLON, NARROW, FULL).forEach(RunningCarillon::close);
    }

    static List<Door> rest() {
        return List.of(rest("history", 200, "GET " + TOPIC, "", ALICE),
                rest("publish", 201, "POST " + TOPIC, "{\"payload\":1}", ALICE, JSON),
                rest("ephemeral", 202, "POST " + TOPIC, "{\"payload\":1,\"ephemeral\":true}", ALICE, JSON),
                rest("no JSON", 400, "POST " + TOPIC, "{", ALICE, JSON),
                rest("no token", 401, "GET " + TOPIC, ""),
                rest("a broken token", 401, "GET " + TOPIC, "", "Authorization: Bearer x.y.z"),
                rest("no right", 403, "POST " + TOPIC, "{\"payload\":1}", MANAGER, JSON),
                rest("no scope", 403, "DELETE /api/v1/users/bob/sessions", "", ALICE),
                rest("nothing there", 404, "GET /api/v1/nothing", "", ALICE),
                rest("no such notification", 404, "GET /api/v1/notifications/0198c5a0-0000-7000-8000-000000000000", "",
                        ALICE),
                rest("another method", 405, "PUT " + TOPIC, "", ALICE),
                rest("another form", 406, "GET " + TOPIC, "", ALICE, "Accept: image/png"),
                rest("too large", 413, "POST " + TOPIC, LONG, ALICE, "Content-Type: text/plain"),
                rest("a key for another request", 422, "POST " + TOPIC, "{\"payload\":2}", ALICE, JSON,
                        "Idempotency-Key: k"),
                rest("too many", 429, "POST /api/v1/tickets", "", ALICE),
                rest("no development", 404, "GET /development/token", ""),
                rest("the error page", 404, "GET /error", ""), rest("no door", 401, "GET /nothing", ""),
                rest("traced", 400, "TRACE " + TOPIC, "", ALICE), rest("slashes", 400, "GET /api//v1", "", ALICE),
                rest("events", 200, "GET /api/v1/stream?topic=answers", "", ALICE),
                rest("no events", 400, "GET /api/v1/stream?topic=*", "", ALICE));
    }

    static List<Door> handshakes() {
        var origin = "Origin: https://evil.example";
        return List.of(rest("opened", 101, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY),
                rest("opened in capitals", 101, "GET /ws", "", "UPGRADE: WEBSOCKET", "Connection: keep-alive, UPGRADE",
                        VERSION, KEY),
                rest("a short key", 400, "GET /ws", "", UPGRADE, CONNECTION, VERSION, "Sec-WebSocket-Key: x"),
                rest("a key of 15 bytes", 400, "GET /ws", "", UPGRADE, CONNECTION, VERSION,
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAA"),
                rest("two keys", 400, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY, KEY),
                rest("no key", 400, "GET /ws", "", UPGRADE, CONNECTION, VERSION),
                rest("no extension", 400, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY,
                        "Sec-WebSocket-Extensions: \""),
                rest("two protocols", 400, "GET /ws", "", UPGRADE + ", h2c", CONNECTION, VERSION, KEY),
                rest("a broken token", 401, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY,
                        "Authorization: Bearer x"),
                rest("another origin", 403, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY, origin),
                rest("another method", 405, "POST /ws", "", UPGRADE, CONNECTION, VERSION, KEY),
                rest("no upgrade", 426, "GET /ws", ""), rest("half an upgrade", 400, "GET /ws", "", UPGRADE),
                rest("another protocol", 426, "GET /ws", "", "Upgrade: other", CONNECTION, VERSION, KEY),
                rest("another version", 426, "GET /ws", "", UPGRADE, CONNECTION, KEY, "Sec-WebSocket-Version: 12"),
                rest("no version", 426, "GET /ws", "", UPGRADE, CONNECTION, KEY),
                door("too many of an address", NARROW.port(), 429, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY),
                door("too many", FULL.port(), 503, "GET /ws", "", UPGRADE, CONNECTION, VERSION, KEY));
    }

    static List<Door> pages() {
        var preflight = "Access-Control-Request-Method: ";
        return List.of(rest("file /", 200, "GET /", ""), rest("file main.js", 200, "GET /live/main.js", ""),
                rest("file console", 200, "GET /console", ""), rest("file plot.js", 200, "GET /ui/plot.js", ""),
                rest("file carillon.js", 200, "GET /client/carillon.js", ""),
                rest("file unchanged", 304, "GET /", "", "If-Modified-Since: Fri, 31 Dec 2100 00:00:00 GMT"),
                rest("no file", 404, "GET /live/nothing.js", ""), rest("no directory", 404, "GET /live/", ""),
                rest("preflight", 200, "OPTIONS " + TOPIC, "", "Origin: " + APP, preflight + "POST"),
                rest("preflight of a method", 403, "OPTIONS " + TOPIC, "", "Origin: " + APP, preflight + "PUT"),
                rest("preflight of a header", 403, "OPTIONS " + TOPIC, "", "Origin: " + APP, preflight + "POST",
                        "Access-Control-Request-Headers: x-other"),
                rest("a method from elsewhere", 403, "PUT " + TOPIC, "", "Origin: " + APP, ALICE),
                rest("preflight of others", 200, "OPTIONS " + TOPIC, "", "Origin: https://evil.example",
                        preflight + "POST"),
                rest("preflight of the socket", 200, "OPTIONS /ws", "", "Origin: " + APP, preflight + "GET"));
    }

    static List<Door> management() {
        return List.of(door("health", MANAGEMENT, 200, "GET /actuator/health", ""),
                door("health for managers", MANAGEMENT, 200, "GET /actuator/health", "", MANAGER),
                door("env", MANAGEMENT, 401, "GET /actuator/env", ""),
                door("env for subscribers", MANAGEMENT, 403, "GET /actuator/env", "", ALICE),
                door("another method", MANAGEMENT, 405, "POST /actuator/health", ""),
                door("another form", MANAGEMENT, 406, "GET /actuator/health", "", "Accept: image/png"),
                door("traced", MANAGEMENT, 400, "TRACE /actuator/health", ""),
                door("the error page", MANAGEMENT, 404, "GET /error", ""),
                door("no page", MANAGEMENT, 404, "GET /", ""), door("no socket", MANAGEMENT, 404, "GET /ws", ""));
    }

    /** What Jetty refuses, on either port. */
    static List<Door> broken() {
        var doors = new ArrayList<Door>();
        for (int port : List.of(CLIENTS, MANAGEMENT)) {
            for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                doors.add(door("two paths in one", port, 400, method + " /api/..;/x", "", "Connection: close"));
            }
            doors.add(door("an escape that is none", port, 400, "DELETE /%zz", ""));
            doors.add(door("an address", port, 414, "GET /" + LONG, ""));
            doors.add(door("a header", port, 431, "GET /", "", "A: " + LONG));
            doors.add(new Door("a version", port, 505, "GET / HTTP/x\r\nHost: localhost\r\n\r\n"));
            doors.add(new Door("nothing like a request", port, 400, "\0\1\2\r\n\r\n"));
            doors.add(new Door("no host", port, 400, "DELETE / HTTP/1.1\r\n\r\n"));
        }
        return doors;
    }

    @ParameterizedTest
    @MethodSource({"rest", "handshakes", "pages", "management", "broken"})
    void says(Door door) throws IOException {
        var answer = door.answer();
        assertThat(answer).startsWith("HTTP/1.1 " + door.status + " ");
        int end = answer.indexOf("\r\n\r\n");
        var head = answer.substring(0, end).lines().toList();
        var body = answer.substring(end + 4);

        for (var row : Page.read("src/docs/security.md").table("header", "value", "so that")) {
            var name = row.getFirst().replace("`", "");
            var value = door.isFile() && name.equals("Cache-Control") ? "no-cache" : row.get(1).replace("`", "");
            assertThat(head.stream().filter(line -> line.startsWith(name + ":"))).containsExactly(name + ": " + value);
        }
        assertThat(head).noneMatch(line -> line.matches("(?i)(server|x-powered-by|set-cookie):.*"));
        assertThat(body).doesNotContainPattern(INSIDE);
        if (door.status >= 400 && !door.request.startsWith("HEAD")) {
            assertThat(head).contains("Content-Type: application/problem+json");
            assertThat(body).contains("\"status\":" + door.status, "\"code\":\"").doesNotContain("<html");
        } else if (door.status >= 400) {
            assertThat(body).isEmpty();
        }
    }

    /** Over HTTP/1.1 and HTTP/2 alike; whoever came by TLS once does not come without it again (RFC 6797). */
    @Test
    void asksThoseWhoComeByTlsToComeByTls(@TempDir Path home) throws Exception {
        var certificate = SelfSigned.make(home);
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + certificate.directory());
                var client = HttpClient.newBuilder().sslContext(certificate.trust()).build()) {
            for (var version : HttpClient.Version.values()) {
                for (var path : List.of("/", "/ws", TOPIC, "/nothing")) {
                    var uri = URI.create("https://localhost:" + carillon.port() + path);
                    var answer = client.send(HttpRequest.newBuilder(uri).version(version).build(),
                            BodyHandlers.ofString());
                    assertThat(answer.version()).isEqualTo(version);
                    assertThat(answer.headers().allValues("Strict-Transport-Security"))
                            .containsExactly("max-age=31536000; includeSubDomains");
                    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
                }
            }
        }
    }

    private static Door rest(String what, int status, String target, String body, String... headers) {
        return door(what, CLIENTS, status, target, body, headers);
    }

    private static Door door(String what, int port, int status, String target, String body, String... headers) {
        var all = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        var length = body.isEmpty() && target.startsWith("GET") ? "" : "Content-Length: " + body.length() + "\r\n";
        return new Door(what, port, status,
                target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + all + length + "\r\n" + body);
    }
}
