package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.Api;
import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublishCommandTests {

    private static final RunningCarillon CARILLON = RunningCarillon.shared();

    @TempDir
    private Path directory;

    @Test
    void publishesJsonAsItIs() {
        var answer = published("--topic", "cli.json", "--type", "order.shipped", "--key", "k \"1\"", "--ttl", "10m",
                "{\"order\": 42}");

        var stored = stored("/topics/cli.json/notifications");
        assertThat(stored.path("id")).isEqualTo(answer.path("id"));
        assertThat(stored.path("type").asString()).isEqualTo("order.shipped");
        assertThat(stored.path("key").asString()).isEqualTo("k \"1\"");
        assertThat(stored.path("payload").path("order").asInt()).isEqualTo(42);
        assertThat(stored.path("contentType").asString()).isEqualTo("application/json");
    }

    @Test
    void publishesTextAsText() {
        published("--topic", "cli.text", "--type", "a&b=c d", "On its way, Zoë");

        var stored = stored("/topics/cli.text/notifications");
        assertThat(stored.path("payload").asString()).isEqualTo("On its way, Zoë");
        assertThat(stored.path("type").asString()).isEqualTo("a&b=c d");
        assertThat(stored.path("contentType").asString()).startsWith("text/plain");
    }

    @Test
    void publishesAFileOfAnything() throws Exception {
        var file = Files.write(directory.resolve("bytes"), new byte[]{1, (byte) 0xff});
        published("--topic", "cli.bytes", "@" + file);

        assertThat(stored("/topics/cli.bytes/notifications").path("payloadBase64").asString()).isEqualTo("Af8=");
    }

    @Test
    void publishesToAUsersQueue() {
        assertThat(published("--user", "bob ü", "hello").path("destination").asString()).isEqualTo("user:bob ü/inbox");
        assertThat(published("--user", "bob", "--queue", "alerts", "1").path("destination").asString())
                .isEqualTo("user:bob/alerts");
    }

    @Test
    void publishesForThoseWhoAreThereAndForLater() {
        assertThat(published("--topic", "cli.now", "--ephemeral", "1").has("offset")).isFalse();
        assertThat(published("--topic", "cli.then", "--deliver-at", Instant.now().plusSeconds(60).toString(), "x")
                .has("deliverAt")).isTrue();
    }

    @Test
    void oneKeyHappensOnce() {
        var first = published("--topic", "cli.once", "--idempotency-key", "mine", "1");
        assertThat(published("--topic", "cli.once", "--idempotency-key", "mine", "1")).isEqualTo(first);

        refused(6, "422 idempotency-key-reused: ", "--topic", "cli.once", "--idempotency-key", "mine", "2");
    }

    @Test
    void whatTheServiceRefusesIsSaid() {
        refused(6, "400 destination-invalid: ", "--topic", "a b", "1");
        refused(6, "400 request-invalid", "--topic", "a", "--ttl", "0s", "1");
        refused(6, "400 request-invalid", "--topic", "a", "--content-type", "nonsense", "1");
        refused(6, "413 payload-too-large: ", "--topic", "a", "x".repeat(100_000));
        assertThat(Invoked.here("publish", "--url", url(), "--topic", "a", "1").err())
                .startsWith("carillon: 401 token-missing: ");
        refused(4, "401 token-invalid: ", "--token-file", Invoked.file(directory, "no-token"), "--topic", "a", "1");
        refused(5, "403 destination-forbidden: ", "--token-file",
                Invoked.file(directory, TestTokens.of("bob", List.of("**"), List.of())), "--topic", "a", "1");
    }

    /** However it is spelt, as the service reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON"})
    void aPayloadStaysInItsEnvelope(String contentType) throws Exception {
        var topic = "cli.envelope-" + contentType.length() + contentType.charAt(0);
        published("--topic", topic, "--content-type", contentType, "--key", "mine", "{\"key\": 42}");

        var stored = stored("/topics/" + topic + "/notifications");
        assertThat(stored.path("key").asString()).isEqualTo("mine");
        assertThat(stored.path("payload").toString()).isEqualTo("{\"key\":42}");
        assertThat(stored.path("contentType").asString()).isEqualTo("application/json");

        for (var payload : List.of("1,\"ephemeral\":true", "1,\"key\":\"x\"", "{", "", "1 2",
                "@" + Files.write(directory.resolve("latin-1"), new byte[]{'"', (byte) 0xfc, '"'}))) {
            refused(2, "not one value of JSON", "--topic", topic, "--content-type", contentType, payload);
        }
    }

    /** Whose names no path can have. */
    @ParameterizedTest
    @ValueSource(strings = {"acme/bob", "acme\\bob", "100%", "bob;v=1", "..", "/", "a\u2028b"})
    void publishesToAUserOfAnyName(String user) {
        var answer = published("--user", user, "--queue", "alerts", "--type", "t", "{\"order\": 42}");
        assertThat(answer.path("destination").asString()).isEqualTo("user:" + user + "/alerts");
        assertThat(answer.path("offset").asInt()).isEqualTo(1);
        assertThat(answer.has("status")).isFalse();

        var queue = new Api(CARILLON, TestTokens.all(user)).get("/me/notifications?queue=alerts");
        assertThat(queue.at("/notifications/0/type").asString()).isEqualTo("t");
        assertThat(queue.at("/notifications/0/payload/order").asInt()).isEqualTo(42);
        assertThat(published("--user", user, "--ephemeral", "1").has("offset")).isFalse();
    }

    @Test
    void whatIsRefusedToAUserOfAnyNameIsSaid() {
        refused(5, "403 destination-forbidden: ", "--token-file",
                Invoked.file(directory, TestTokens.of("bob", List.of(), List.of())), "--user", "a/b", "1");
        refused(6, "400 destination-invalid: ", "--user", "a/b", "--queue", "a.b", "1");
        refused(6, "400 request-invalid: ", "--user", "a/b", "--ttl", "0s", "1");
        refused(2, "only JSON", "--user", "a/b", "hello");
    }

    @ParameterizedTest
    @CsvSource({"404, 6", "429, 7", "503, 7", "502, 7", "500, 1", "302, 1", "418, 6"})
    void whatIsNoCarillonIsSaidToo(int answer, int status) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer, 0);
            exchange.getResponseBody().write("<html>".getBytes());
            exchange.close();
        });
        server.start();
        try {
            refused(status, answer + " without a code", "--url", "http://127.0.0.1:" + server.getAddress().getPort(),
                    "--topic", "a", "1");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whoCannotBeReachedIsSaid() {
        refused(3, "There is no host nowhere.invalid", "--url", "http://nowhere.invalid", "--topic", "a", "1");
        refused(3, "Nobody listens at localhost:", "--url", "http://localhost:" + Machine.freePort(), "--topic", "a",
                "1");
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "ftp://a", "http://", "http://a b", "http://a:99999", "http://a?b=c", "http://u:p@a"})
    void anAddressIsLookedAt(String url) {
        refused(2, "is no address like", "--url", url, "--topic", "a", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ci:s3cret@host", "https://ci:s3 cret@host", "ftp://ci:s3cret@host"})
    void aPasswordIsNotRepeated(String url) {
        var refused = Invoked.here("publish", "--url", url, "--topic", "a", "1");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("A user and a password have no place in it").doesNotContain("s3", "cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "@-"})
    void stdinIsOneThing(String payload) {
        refused(2, "Two things are to come from stdin", "--token-file", "-", "--topic", "a", payload);
        refused(2, "Two things are to come from stdin", "--ca", "-", "--topic", "a", payload);
        refused(2, "Two things are to come from stdin", "--ca", "-", "--token-file", "-", "--topic", "a", "1");
    }

    @Test
    void whatIsMisusedIsSaid() {
        refused(2, "Missing required", "--topic", "a");
        refused(2, "Publish to what?", "1");
        refused(2, "Publish to what?", "--topic", "a", "--user", "b", "1");
        refused(2, "one of a --user's", "--topic", "a", "--queue", "b", "1");
        refused(2, "no time like", "--topic", "a", "--ttl", "later", "1");
        refused(2, "--deliver-at", "--topic", "a", "--deliver-at", "later", "1");
        refused(2, "Not a header", "--topic", "a", "--idempotency-key", "a\nb", "1");
        refused(2, "There is no file /nowhere", "--topic", "a", "@/nowhere");
        refused(2, "cannot be read", "--topic", "a", "@" + directory);
        refused(2, "not one word", "--token-file", Invoked.file(directory, "two words"), "--topic", "a", "1");
        refused(2, "no certificates", "--ca", Invoked.file(directory, "none"), "--topic", "a", "1");
        refused(2, "There is no file /nowhere", "--ca", "/nowhere", "--topic", "a", "1");
    }

    @Test
    void believesWhoIsNamedAndNobodyElse() throws Exception {
        var certificate = SelfSigned.make(directory);
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + certificate.directory())) {
            var url = "wss://localhost:" + carillon.port() + "/ws";
            refused(3, "TLS with localhost:", "--url", url, "--topic", "a", "1");
            published("--url", url, "--ca", certificate.directory().resolve("tls.crt").toString(), "--topic", "a", "1");
        }
    }

    private JsonNode published(String... arguments) {
        var done = publish(arguments);
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.err()).isEmpty();
        return JsonMapper.shared().readTree(done.out());
    }

    private void refused(int status, String reason, String... arguments) {
        var refused = publish(arguments);
        assertThat(refused.err()).contains("carillon: ").contains(reason).doesNotContain("\tat ");
        assertThat(refused.status()).as(refused.err()).isEqualTo(status);
        assertThat(refused.out()).isEmpty();
    }

    private Invoked publish(String... arguments) {
        var all = new ArrayList<>(List.of("publish"));
        all.addAll(List.of(arguments));
        if (!all.contains("--url")) {
            all.addAll(1, List.of("--url", url()));
        }
        if (!all.contains("--token-file")) {
            all.addAll(1, List.of("--token-file", Invoked.file(directory, TestTokens.all("alice"))));
        }
        return Invoked.here(all.toArray(String[]::new));
    }

    private static String url() {
        return CARILLON.http("").toString();
    }

    private static JsonNode stored(String path) {
        return new Api(CARILLON, TestTokens.all("alice")).get(path).path("notifications").get(0);
    }
}
