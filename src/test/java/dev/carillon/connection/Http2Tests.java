package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

import dev.carillon.Handshake;
import dev.carillon.Http2Connection;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Http2Tests {

    @Test
    void speaksOverTlsWhatTheClientPrefers(@TempDir Path home) throws Exception {
        var certificate = SelfSigned.make(home);
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + certificate.directory())) {
            for (var version : List.of(Version.HTTP_2, Version.HTTP_1_1)) {
                var uri = URI.create("https://localhost:" + carillon.port() + "/api/v1/topics/h2/notifications");
                try (var client = HttpClient.newBuilder().version(version).sslContext(certificate.trust()).build()) {
                    var answer = client.send(HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer " + TestTokens.all("alice"))
                            .POST(BodyPublishers.ofString("hello"))
                            .build(), BodyHandlers.ofString());
                    assertThat(answer.statusCode()).isEqualTo(201);
                    assertThat(answer.version()).isEqualTo(version);
                }
            }
        }
    }

    /** Limits that Jetty has by itself; a version that has them no more fails here. */
    @Test
    void endsAConnectionThatAsksForMoreThanItsShare() throws Exception {
        try (var carillon = RunningCarillon.start("server.http2.enabled=true");
                var flood = new Http2Connection(carillon.port());
                var polite = new Http2Connection(carillon.port())) {
            assertThat(polite.maxStreams()).isEqualTo(128);
            await().until(() -> {
                flood.ping(1_000);
                return flood.isClosed();
            });
            assertThat(polite.webSocket().status()).isEqualTo(200);
        }
    }

    /** Frames that are no request keep a connection from being idle (CWE-400), and so do the pieces of one. */
    @Test
    void cutsOffAConnectionOnWhichNoRequestComes() {
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0";
        var updates = "\0\0\4\10\0\0\0\0\0\0\0\0\1".repeat(115);
        var headers = "\0\20\0\1\4\0\0\0\1" + "x".repeat(1500);
        try (var carillon = RunningCarillon.start("server.http2.enabled=true", "carillon.connection.head-timeout=1s")) {
            assertThat(Handshake.isTrickleEnded(carillon.port(), preface + updates)).isTrue();
            assertThat(Handshake.isTrickleEnded(carillon.port(), preface + headers)).isTrue();
            assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"request-head-time\"}")).isEqualTo(2);
        }
    }
}
