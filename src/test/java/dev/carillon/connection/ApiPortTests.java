package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.carillon.Handshake;
import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiPortTests {

    private static final int PORT = Machine.freePort();
    private static final RunningCarillon CARILLON = RunningCarillon.start("carillon.api.port=" + PORT);
    private static final String TOKEN = TestTokens.sign(TestTokens.claims("operator",
            Map.of("subscribe", List.of("**"), "publish", List.of("**", "user:*")))
            .claim("scope", "carillon.manage")
            .build());

    @AfterAll
    static void stop() {
        CARILLON.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST,   /api/v1/topics/a/notifications,         404, 201
            POST,   /api/v1/topics/a/%6eotifications,       404, 201
            POST,   /api/v1/users/bob/notifications,        404, 201
            POST,   /api/v1/%75sers/bob/notifications,      404, 201
            POST,   /api/v1/notifications,                  404, 400
            POST,   /api/v1/notifications/batch,            404, 400
            GET,    /api/v1/topics,                         404, 200
            GET,    /api/v1/topics/a/presence,              404, 200
            GET,    /api/v1/users/bob/sessions,             404, 200
            DELETE, /api/v1/users/bob/sessions,             404, 204
            GET,    /api/v1/sessions?user=bob,              404, 200
            DELETE, /api/v1/sessions?user=bob,              404, 204
            GET,    /api/v1/topics/a/notifications,         200, 200
            GET,    /api/v1/me/notifications,               200, 404
            POST,   /api/v1/tickets,                        201, 404
            GET,    /,                                      200, 404
            GET,    /api/v1/nodes,                          404, 200
            GET,    /live/main.js,                          200, 404
            GET,    /console,                               404, 200
            GET,    /console/main.js,                       404, 200
            GET,    /ui/plot.js,                            200, 200
            GET,    /client/carillon.js,                    200, 200
            GET,    /api/page.js,                           200, 200
            GET,    /api/,                                  200, 200
            """)
    void answersOnOneOfThem(String method, String path, int forClients, int forBackEnds) {
        assertThat(status(CARILLON.port(), method, path)).as("the clients' port").isEqualTo(forClients);
        assertThat(status(PORT, method, path)).as("the back ends' port").isEqualTo(forBackEnds);
    }

    /** HEAD is a GET without its content (RFC 9110 section 9.3.2). */
    @ParameterizedTest
    @CsvSource({"/client/carillon.js,200", "/api/,200", "/console/main.js,404"})
    void answersHeadAsGet(String path, int status) {
        assertThat(CARILLON.send(HttpRequest.newBuilder(CARILLON.http(path)).HEAD()).statusCode()).isEqualTo(status);
    }

    @Test
    void opensNoConnectionToBackEnds() {
        assertThat(Handshake.answer(PORT, "/ws")).startsWith("HTTP/1.1 404");
        assertThat(Handshake.answer(PORT, "/api/v1/stream?topic=a", "Authorization: Bearer " + TOKEN))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void bringsClientsWhatBackEndsPublish() {
        try (var client = StompSocket.connect(CARILLON, TOKEN).subscribe("0", "/topic/between")) {
            assertThat(status(PORT, "POST", "/api/v1/topics/between/notifications")).isEqualTo(201);
            assertThat(client.expect("MESSAGE").body()).isEqualTo("a");
        }
    }

    @Test
    void speaksTlsWhereClientsDo(@TempDir Path home) throws Exception {
        var certificate = SelfSigned.make(home);
        int port = Machine.freePort();
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls", "carillon.api.port=" + port,
                "carillon.tls.directory=" + certificate.directory());
                var socket = certificate.trust().getSocketFactory().createSocket("localhost", port)) {
            socket.getOutputStream().write(request(port, "GET", "/api/v1/topics").getBytes());
            assertThat(new String(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
            assertThat(carillon.port()).isNotEqualTo(port);
        }
    }

    private static int status(int port, String method, String path) {
        return Integer.parseInt(Handshake.exchange(port, request(port, method, path)).substring(9, 12));
    }

    private static String request(int port, String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer " + TOKEN
                + (method.equals("POST") ? "\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\na" : "\r\n\r\n");
    }
}
