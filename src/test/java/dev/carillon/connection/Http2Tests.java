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
}
