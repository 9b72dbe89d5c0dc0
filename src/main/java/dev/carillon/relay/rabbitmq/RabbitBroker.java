package dev.carillon.relay.rabbitmq;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.carillon.relay.Broker;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A durable topic exchange that all nodes share, and an exclusive queue of each, gone with its connection. */
final class RabbitBroker implements Broker {

    /** A node that is behind by more reads the log: what is older is of no use to it, and would fill the broker's memory. */
    private static final Map<String, Object> QUEUE = Map.of("x-max-length", 100_000, "x-overflow", "drop-head",
            "x-message-ttl", 30_000);

    private final CachingConnectionFactory connections;
    private final String exchange;

    RabbitBroker(CachingConnectionFactory connections, String exchange) {
        this.connections = connections;
        this.exchange = exchange;
        HungSocket.watch(connections.getRabbitConnectionFactory());
    }

    @Override
    public Link connect(Arrivals arrivals) throws IOException {
        try {
            connections.resetConnection(); // What is left of the last one.
            var publishing = channel();
            var channel = channel(); // The later one: what came for the other has been dealt with when this one is open.
            channel.addShutdownListener(_ -> arrivals.lost());
            publishing.addShutdownListener(cause -> {
                if (!cause.isHardError() && !cause.isInitiatedByApplication()) {
                    arrivals.lost(); // This channel alone.
                }
            });
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            var queue = channel.queueDeclare("", false, true, true, QUEUE).getQueue();
            consume(channel, queue, arrivals);
            return new RabbitLink(publishing, channel, exchange, queue);
        } catch (AmqpException failure) {
            throw new IOException(failure);
        }
    }

    /** Not one of the factory's, which it would keep open, consumer and all, when it is closed. */
    private Channel channel() throws IOException {
        return Objects.requireNonNull(connections.createConnection().getDelegate()).createChannel();
    }

    /** Without acknowledgements: what is lost on the way is in the log. */
    private static void consume(Channel channel, String queue, Arrivals arrivals) throws IOException {
        channel.basicConsume(queue, true, (_, delivery) -> arrivals.arrived(delivery.getBody()),
                _ -> arrivals.lost());
    }
}
