package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

class ServerTests {

    private static final String TOKEN = TestTokens.all("load");

    @Test
    void printsNoToken() {
        assertThat(plan(at(InetAddress.getLoopbackAddress(), 80)).toString()).contains("http://nowhere.invalid:")
                .doesNotContain(TOKEN, "Bearer");
    }

    /** Nobody has this name (RFC 6761 section 6.4): whoever looked it up would find nothing. */
    @Test
    void isNotLookedUp() throws IOException {
        var server = at(InetAddress.getLoopbackAddress(), RunningCarillon.shared().port());
        try (var load = new Load(plan(server), _ -> {})) {
            assertThat(load.run().rows()).containsEntry("missed", "0").containsEntry("connections that failed", "0");
        }
    }

    /** A multicast address takes no connections: there is not even a beginning. */
    @Test
    void whoCannotBeginToConnectHasFailed() throws IOException {
        var settled = new AtomicInteger();
        try (var loop = new Loop()) {
            var reader = new Reader(loop, at(InetAddress.ofLiteral("224.0.0.1"), 80), "load.0", new Traffic(),
                    settled::incrementAndGet);
            reader.giveUp();

            assertThat(reader.failure()).contains("unreachable");
            assertThat(reader.subscriber()).isEmpty();
            assertThat(settled).hasValue(1);
        }
    }

    static Server at(InetAddress address, int port) {
        return new Server("nowhere.invalid", address, port, null, true, "/ws", "Authorization:Bearer " + TOKEN + "\n",
                "/api/v1/topics/{topic}/notifications",
                "Authorization: Bearer " + TOKEN + "\r\n", true, 200);
    }

    private static LoadPlan plan(Server server) {
        return new LoadPlan(server, 2, 1, 20, 100, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
