package dev.carillon.relay.rabbitmq;

import java.util.HashMap;
import java.util.Map;

import dev.carillon.RabbitMq;
import dev.carillon.relay.Broker;
import dev.carillon.relay.BrokerContract;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

/** AMQP 0-9-1, by a RabbitMQ. */
class RabbitBrokerTests extends BrokerContract {

    private final Map<Broker, CachingConnectionFactory> connections = new HashMap<>();

    @BeforeAll
    static void find() {
        RabbitMq.exchange(RabbitBrokerTests.class).close();
    }

    @Override
    protected int brokerPort() {
        return 5672;
    }

    @Override
    protected Broker broker(int port, String name) {
        var factory = new CachingConnectionFactory("127.0.0.1", port);
        factory.setRequestedHeartBeat(1);
        factory.getRabbitConnectionFactory().setChannelRpcTimeout(5000);
        factory.getRabbitConnectionFactory().setHandshakeTimeout(5000);
        var broker = new RabbitBroker(factory, name);
        connections.put(broker, factory);
        return broker;
    }

    @Override
    protected void close(Broker broker, String name) {
        var factory = connections.get(broker);
        factory.setPort(brokerPort()); // By now it may be cut.
        factory.resetConnection();
        new RabbitAdmin(factory).deleteExchange(name);
        factory.destroy();
    }
}
