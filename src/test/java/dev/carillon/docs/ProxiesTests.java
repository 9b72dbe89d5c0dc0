package dev.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxies of {@code src/docs/operations.md}, as they stand there, with 3 s in place of 60 and heart-beats every second. */
@ParameterizedClass
@EnumSource(ProxiesTests.Kind.class)
class ProxiesTests {

    enum Kind {
        NGINX("nginx", "-e", "stderr", "-c"),
        HAPROXY("haproxy", "-db", "-f");

        private final List<String> command;

        Kind(String... command) {
            this.command = List.of(command);
        }

        String program() {
            return command.getFirst();
        }
    }

    private final Kind kind;
    private final String token = TestTokens.all("alice");
    @TempDir
    private Path directory;
    private RunningCarillon carillon;
    private SelfSigned certificate;
    private Process proxy;
    private int port;

    ProxiesTests(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Machine.has(kind.program()),
                () -> Machine.skipped("a proxy", "there is no " + kind.program() + " on the path"));
        carillon = RunningCarillon.start("carillon.stomp.heartbeat=1s", "carillon.stream.heartbeat=1s",
                "carillon.admission.trusted-proxies=127.0.0.1",
                "carillon.access.allowed-origins=https://notify.example.com");
        certificate = SelfSigned.make(directory);
        port = Machine.freePort();
        var command = new ArrayList<>(kind.command);
        command.add(Files.writeString(directory.resolve("proxy.conf"), configuration()).toString());
        proxy = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("proxy.log").toFile())
                .start();
        await().until(() -> !proxy.isAlive() || listens());
        assertThat(proxy.isAlive()).as(Files.readString(directory.resolve("proxy.log"))).isTrue();
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.descendants().forEach(ProcessHandle::destroy);
            proxy.destroy();
            proxy.onExit().join();
        }
        if (carillon != null) {
            carillon.close();
        }
    }

    /** The page's, for one node, here. */
    private String configuration() throws IOException {
        var tls = certificate.directory();
        Files.writeString(tls.resolve("tls.pem"),
                Files.readString(tls.resolve("tls.crt")) + Files.readString(tls.resolve("tls.key")));
        var block = Page.read("src/docs/operations.md")
                .block(kind.program())
                .replaceAll("(?m)^\\s*server (b )?10\\.0\\.0\\.12.*\\n", "")
                .replace("10.0.0.11:8080", "127.0.0.1:" + carillon.port())
                .replace("port 8081", "port " + carillon.managementPort())
                .replaceAll("(listen |bind :)443", "$1" + port)
                .replace("/etc/carillon", tls.toString())
                .replace("60s", "3s");
        return kind == Kind.HAPROXY
                ? block
                : "daemon off; pid " + directory.resolve("pid") + "; events {} http { access_log off; " + block + "}";
    }

    @Test
    void keepsASocketThatHasHeartbeats() throws Exception {
        try (var socket = open("1000")) {
            socket.send("SUBSCRIBE\nid:0\ndestination:/topic/proxied\nreceipt:r\n\n").expect("RECEIPT");
            await().until(() -> socket.heartbeats() >= 5);

            assertThat(publish().statusCode()).isEqualTo(201);
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("hello");
        }
    }

    /** So the test above is one of heart-beats. */
    @Test
    void cutsOneThatHasNone() throws Exception {
        try (var socket = open("0")) {
            assertThat(socket.closeCode()).as("without a word").isEqualTo(1006);
        }
    }

    @Test
    void handsOnEventsAsTheyCome() throws Exception {
        try (var client = client();
                var stream = client.send(request("/api/v1/stream?topic=proxied").GET().build(), BodyHandlers.ofLines())
                        .body()) {
            var lines = stream.iterator();
            for (int comments = 0; comments < 5; comments += lines.next().startsWith(":") ? 1 : 0) {
                assertThat(lines.hasNext()).isTrue();
            }
            assertThat(publish().statusCode()).isEqualTo(201);
            var next = lines.next();
            while (!next.startsWith("data:")) {
                next = lines.next();
            }
            assertThat(next).contains("hello");
        }
    }

    @Test
    void letsAPageOfThePublicAddressIn() throws Exception {
        var builder = client().newWebSocketBuilder().subprotocols("v12.stomp");
        builder.header("Origin", "https://notify.example.com")
                .buildAsync(uri("wss", "/ws"), new WebSocket.Listener() {})
                .join()
                .abort();
    }

    private StompSocket open(String heartbeat) throws Exception {
        var socket = StompSocket.openTls(uri("wss", "/ws"), certificate.trust());
        socket.send("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0," + heartbeat + "\nAuthorization:Bearer "
                + token + "\n\n").expect("CONNECTED");
        return socket;
    }

    private HttpResponse<String> publish() throws Exception {
        try (var client = client()) {
            return client.send(request("/api/v1/topics/proxied/notifications").header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("hello"))
                    .build(), BodyHandlers.ofString());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri("https", path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1));
    }

    private HttpClient client() throws Exception {
        return HttpClient.newBuilder().sslContext(certificate.trust()).build();
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + port + path);
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
