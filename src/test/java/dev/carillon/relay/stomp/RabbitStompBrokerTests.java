package dev.carillon.relay.stomp;

import dev.carillon.RabbitMqNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RabbitStompBrokerTests extends StompBrokerContract {

    private static RabbitMqNode rabbit;

    @BeforeAll
    static void start() {
        rabbit = RabbitMqNode.start(RabbitStompBrokerTests.class);
    }

    @AfterAll
    static void stop() {
        if (rabbit != null) {
            rabbit.close();
        }
    }

    @Override
    protected int brokerPort() {
        return rabbit.port();
    }
}
