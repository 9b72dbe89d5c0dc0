package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TcpProxy;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every client of {@code src/docs/clients.md} does, against a running service and over a network that is cut. */
abstract class ClientContract {

    private static final int MISSED = 20;
    private static final int SECONDS = 6;

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final Api publisher = new Api(carillon, TestTokens.all("publisher"));
    private final Api manager = new Api(carillon, TestTokens.manager());
    private final String name = getClass().getSimpleName() + "-" + UUID.randomUUID();
    private final TcpProxy network = new TcpProxy(carillon.port());
    final TokenEndpoint tokens = new TokenEndpoint(name);

    /** Starts the client with CARILLON_URL, CARILLON_TOPIC and TOKEN_URL, or skips the test. */
    abstract Follower start(Map<String, String> environment) throws Exception;

    /** Whether a session outlives its token; where it cannot, the client comes back with the next one. */
    boolean renewsInBand() {
        return true;
    }

    @AfterEach
    void close() {
        network.close();
        tokens.close();
    }

    @Test
    void recoversAndRenewsItsToken() throws Exception {
        try (var client = start()) {
            client.until(() -> subscribed() == 1);
            publishAndHear(client, 1);

            network.open(false);
            IntStream.rangeClosed(2, MISSED).forEach(this::publish);
            tokens.goodFor(SECONDS);
            network.open(true);
            IntStream.rangeClosed(2, MISSED).forEach(n -> assertThat(client.next()).isEqualTo(payload(n)));
            publishAndHear(client, MISSED + 1);

            int connections = network.joined();
            tokens.goodFor(600);
            try (var unrenewed = StompSocket.connect(carillon, tokens.token(SECONDS + 1))) {
                client.until(unrenewed::isClosed);
                assertThat(unrenewed.closeCode()).isEqualTo(4401);
            }
            publishAndHear(client, MISSED + 2);
            if (renewsInBand()) {
                assertThat(network.joined()).as("still on the connection of its first token").isEqualTo(connections);
            }
        }
    }

    @Test
    void staysAwayOnceItsTokenIsRevoked() throws Exception {
        try (var client = start()) {
            client.until(() -> subscribed() == 1);
            publishAndHear(client, 1);

            revoke();
            assertThat(client.next()).isEqualTo("ended 4410");
        }
    }

    /** Which for its whole life it believes to be about to end. */
    @Test
    void doesNotPressForATokenThatCannotBeHad() throws Exception {
        tokens.goodFor(4, 1);
        try (var client = start()) {
            client.until(() -> subscribed() == 1);
            tokens.broken(true);
            client.until(() -> subscribed() == 0);
            assertThat(tokens.asked()).isLessThan(20);

            tokens.broken(false);
            tokens.goodFor(600);
            client.until(() -> subscribed() == 1);
        }
    }

    final Follower start() throws Exception {
        return start(Map.of("CARILLON_URL", "http://localhost:" + network.port(), "CARILLON_TOPIC", name, "TOKEN_URL",
                tokens.url()));
    }

    final int subscribed() {
        return manager.get("/topics/" + name + "/presence").path("count").asInt();
    }

    final void revoke() {
        assertThat(manager.send("DELETE", "/users/" + name + "/sessions").statusCode()).isLessThan(300);
    }

    private void publishAndHear(Follower client, int n) {
        publish(n);
        assertThat(client.next()).isEqualTo(payload(n));
    }

    private void publish(int n) {
        publisher.publish("/topics/" + name + "/notifications",
                "{\"type\":\"order.shipped\",\"payload\":" + payload(n) + "}");
    }

    private static String payload(int n) {
        return "{\"order\":" + n + "}";
    }
}
