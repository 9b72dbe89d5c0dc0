package dev.carillon.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Page;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real browser makes of HTTP/2. */
class Http2IT {

    /** Walks through a session, and tells the commands that came and how it ended. */
    private static final String SESSION = """
            token => new Promise(resolve => {
              const told = [];
              const socket = new WebSocket('wss://' + location.host + '/ws', 'v12.stomp');
              const next = {
                CONNECTED: () => socket.send('SUBSCRIBE\\nid:0\\ndestination:/topic/h2\\nreceipt:r\\n\\n\\0'),
                RECEIPT: () => socket.send('SEND\\ndestination:/topic/h2\\ncontent-type:text/plain\\n\\nhello\\0'),
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
              socket.onclose = end => resolve([...told, end.code, end.wasClean ? 'clean' : 'broken'].join(' '));
            })""";

    /** The answer to CONNECT is 200, and to the upgrade of a connection of its own 101 (RFC 8441 section 5). */
    @Test
    void opensWebSocketsOnThePagesConnection(@TempDir Path home) throws Exception {
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + SelfSigned.make(home).directory()); var browser = Browser.open()) {
            var page = browser.open("https://localhost:" + carillon.port() + "/live/page.css");
            assertThat(page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol")).isEqualTo("h2");

            var handshakes = handshakes(page);
            assertThat(page.evaluate(SESSION, TestTokens.all("alice")))
                    .isEqualTo("CONNECTED RECEIPT MESSAGE 1000 clean");
            assertThat(page.evaluate(SESSION, "no token")).isEqualTo("ERROR 4401 clean");
            assertThat(handshakes).containsExactly(200, 200);
        }
    }

    private static List<Integer> handshakes(Page page) {
        var statuses = new CopyOnWriteArrayList<Integer>();
        var network = page.context().newCDPSession(page);
        network.on("Network.webSocketHandshakeResponseReceived",
                event -> statuses.add(event.getAsJsonObject("response").get("status").getAsInt()));
        network.send("Network.enable");
        return statuses;
    }
}
