package dev.carillon.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import dev.carillon.TestTokens;

/** Carillon as built, with a key and the JVM options of {@code -Dbench.jvm}. */
final class CarillonPeer implements Peer {

    @Override
    public String name() {
        return CARILLON;
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public Target start() throws IOException {
        int port = Children.freePort();
        var process = Children.java("carillon", Options.carillonJvm(), ClassPath::isForCarillon,
                "dev.carillon.Carillon",
                List.of("--server.address=127.0.0.1", "--server.port=" + port, "--management.server.port=0",
                        "--management.server.address=127.0.0.1",
                        "--carillon.tokens.hmac-secret=" + TestTokens.SECRET));
        Children.await(process, port);
        var token = TestTokens.sign(TestTokens
                .claims("bench", Map.of("subscribe", List.of("**"), "publish", List.of("**")))
                .expirationTime(Date.from(Instant.now().plusSeconds(7200)))
                .build());
        return new Target(process.pid(), port, process, true, "/ws", "Authorization:Bearer " + token + "\n",
                "/api/v1/topics/{topic}/notifications", "Authorization: Bearer " + token + "\r\n", 4508);
    }
}
