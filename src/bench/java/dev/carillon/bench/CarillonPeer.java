package dev.carillon.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.carillon.TestTokens;

/**
 * Carillon as built, with a key and the JVM options of {@code -Dbench.jvm}.
 *
 * @param ephemeral whether what is published to it is not to be stored
 * @param asShipped whether its limits stay; otherwise one address and one user may be as many clients as are measured
 */
record CarillonPeer(String name, Store store, boolean ephemeral, boolean asShipped) implements Peer {

    static final List<String> RAISED = List.of("--carillon.admission.max-connections-per-user=20000",
            "--carillon.admission.max-connections-per-address=20000",
            "--carillon.admission.handshakes-per-second=100000",
            "--carillon.admission.handshakes-per-second-per-address=100000",
            "--carillon.publish.max-rate=1000000");

    @Override
    public String missing() {
        return store.missing();
    }

    @Override
    public Target start() throws IOException {
        var file = name.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
        var settings = new ArrayList<>(store.empty(file));
        if (!asShipped) {
            settings.addAll(RAISED);
        }
        return start(file, settings, ephemeral);
    }

    /** One process, with a log of this name. */
    static Target start(String file, List<String> settings, boolean ephemeral) throws IOException {
        int port = Children.freePort();
        int management = Children.freePort();
        var arguments = new ArrayList<>(settings);
        arguments.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port,
                "--management.server.port=" + management, "--management.server.address=127.0.0.1",
                "--carillon.tokens.hmac-secret=" + TestTokens.SECRET));
        var process = Children.java(file, Options.carillonJvm(), ClassPath::isForCarillon, "dev.carillon.Carillon",
                arguments);
        Children.await(process, port);
        var token = TestTokens.sign(TestTokens
                .claims("bench", Map.of("subscribe", List.of("**"), "publish", List.of("**")))
                .expirationTime(Date.from(Instant.now().plusSeconds(7200)))
                .build());
        return new Target(process.pid(), port, process, true, "/ws", "Authorization:Bearer " + token + "\n",
                "/api/v1/topics/{topic}/notifications", "Authorization: Bearer " + token + "\r\n", 4508, ephemeral)
                .managedAt(management);
    }
}
