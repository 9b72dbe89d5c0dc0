package dev.carillon.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** What a real browser lets pages of other sites do: those that are named everything that a token allows, others nothing. */
class CrossOriginIT {

    /** What the browser client gets over its socket, and then over REST. */
    private static final String VISIT = """
            async ([service, token]) => {
              const { Carillon } = await import(location.origin + '/client/carillon.js');
              return new Promise(resolve => {
                const tell = async what => {
                  const read = await carillon.inbox().list().then(() => 'inbox', failure => failure.code);
                  carillon.close();
                  resolve(what + ' ' + read);
                };
                const next = {
                  connected: () => carillon.publish('elsewhere', 'hello'),
                  waiting: () => tell('no socket'),
                };
                const carillon = new Carillon({
                  url: service.replace('http', 'ws') + '/ws',
                  token: () => token,
                  transport: 'websocket',
                  onStatus: ({ state }) => next[state]?.(),
                });
                carillon.subscribe('/topic/elsewhere', ({ payload }) => tell(payload));
                carillon.connect();
              });
            }""";

    /** The port alone makes it another origin, and so does another name of the same address. */
    @Test
    void letsPagesOfNamedOriginsInAndNoOthers() throws IOException {
        var pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var named = "http://localhost:" + pages.getAddress().getPort();
        var other = "http://127.0.0.1:" + pages.getAddress().getPort();
        try (var carillon = RunningCarillon.start("carillon.access.allowed-origins=" + named);
                var browser = Browser.open()) {
            pages.createContext("/", exchange -> serve(exchange, carillon));
            pages.start();
            Object[] service = {carillon.http("").toString(), TestTokens.all("alice")};

            assertThat(browser.open(named).evaluate(VISIT, service)).isEqualTo("hello inbox");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.open(other).evaluate(VISIT, service)).isEqualTo("no socket unreachable");
            assertThat(browser.complaints()).anyMatch(complaint -> complaint.contains("403"))
                    .anyMatch(complaint -> complaint.contains("CORS policy"));
            assertThat(carillon.metric("carillon_connections_opened_total")).isEqualTo(1);
        } finally {
            pages.stop(0);
        }
    }

    /** A page of its own, with a copy of the client as the service has it. */
    private static void serve(HttpExchange exchange, RunningCarillon carillon) throws IOException {
        var path = exchange.getRequestURI().getPath();
        boolean page = path.equals("/");
        var content = page
                ? "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>"
                : carillon.get(carillon.http(path)).body();
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "text/javascript");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
