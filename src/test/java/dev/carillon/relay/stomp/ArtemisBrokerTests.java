package dev.carillon.relay.stomp;

import dev.carillon.Artemis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ArtemisBrokerTests extends StompBrokerContract {

    private static Artemis artemis;

    @BeforeAll
    static void start() {
        artemis = Artemis.start();
    }

    @AfterAll
    static void stop() {
        artemis.close();
    }

    @Override
    protected int brokerPort() {
        return artemis.port();
    }
}
