package dev.carillon.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real browser lets pages of other sites do: those that are named everything that a token allows, others nothing. */
class CrossOriginIT {

    /** Opens a session, publishes to it over REST, and tells what came of both. */
    private static final String VISIT = """
            ([service, token]) => {
              const publish = () => fetch(service + '/api/v1/topics/elsewhere/notifications', {method: 'POST',
                headers: {Authorization: 'Bearer ' + token, 'Content-Type': 'application/json', 'Idempotency-Key': 'k'},
                body: '{"payload":"hello"}'}).then(answer => answer.status, failure => failure.name);
              return new Promise(resolve => {
                const told = [];
                let published;
                const socket = new WebSocket(service.replace('http', 'ws') + '/ws', 'v12.stomp');
                const next = {
                  CONNECTED: () => socket.send('SUBSCRIBE\\nid:0\\ndestination:/topic/elsewhere\\nreceipt:r\\n\\n\\0'),
                  RECEIPT: () => published = publish(),
                  MESSAGE: () => socket.close(1000),
                  ERROR: () => {},
                };
                socket.onopen = () =>
                  socket.send('CONNECT\\naccept-version:1.2\\nhost:x\\nAuthorization:Bearer ' + token + '\\n\\n\\0');
                socket.onmessage = message => {
                  const command = message.data.split('\\n')[0];
                  told.push(command);
                  next[command]();
                };
                socket.onclose = async end => resolve([...told, await (published ?? publish()), end.code].join(' '));
              });
            }""";

    private final HttpServer elsewhere = pages();

    @AfterEach
    void stop() {
        elsewhere.stop(0);
    }

    /** The port alone makes it another origin, and so does another name of the same address. */
    @Test
    void letsPagesOfNamedOriginsInAndNoOthers() {
        var named = "http://localhost:" + elsewhere.getAddress().getPort();
        var other = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
        try (var carillon = RunningCarillon.start("carillon.access.allowed-origins=" + named);
                var browser = Browser.open()) {
            Object[] service = {carillon.http("").toString(), TestTokens.all("alice")};

            assertThat(browser.open(named).evaluate(VISIT, service)).isEqualTo("CONNECTED RECEIPT MESSAGE 201 1000");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.open(other).evaluate(VISIT, service)).isEqualTo("TypeError 1006");
            assertThat(browser.complaints()).anyMatch(complaint -> complaint.contains("403"))
                    .anyMatch(complaint -> complaint.contains("CORS policy"));
            assertThat(carillon.metric("carillon_connections_opened_total")).isEqualTo(1);
            assertThat(carillon.metric("carillon_notifications_published_total{kind=\"topic\"}")).isEqualTo(1);
        }
    }

    private static HttpServer pages() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var page = "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>".getBytes();
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(page);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
