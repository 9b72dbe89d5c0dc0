package dev.carillon.relay.rabbitmq;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.carillon.relay.Broker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two channels, each of which keeps the order of what goes over it (AMQP 0-9-1 section 4.7). Who publishes to a broker that hangs holds its
 * channel; on one with answers to come, the client's reader would wait for it there, and never notice that heart-beats are missing.
 */
final class RabbitLink implements Broker.Link {

    private static final Logger logger = LoggerFactory.getLogger(RabbitLink.class);

    private static final AMQP.BasicProperties TRANSIENT = new AMQP.BasicProperties.Builder()
            .contentType("application/octet-stream")
            .deliveryMode(1)
            .build();

    private static final int KEYS_AT_ONCE = 200;

    private final Channel publishing;
    private final Channel channel;
    private final String exchange;
    private final String queue;

    RabbitLink(Channel publishing, Channel channel, String exchange, String queue) {
        this.publishing = publishing;
        this.channel = channel;
        this.exchange = exchange;
        this.queue = queue;
    }

    /**
     * Of many only some are waited for: the broker carries them out in their order, and has as long over so many as over any other
     * call.
     */
    @Override
    public void bind(Collection<String> keys) throws IOException {
        int left = keys.size();
        for (var key : keys) {
            if (--left % KEYS_AT_ONCE > 0) {
                channel.queueBindNoWait(queue, exchange, key, Map.of());
            } else {
                channel.queueBind(queue, exchange, key);
            }
        }
    }

    @Override
    public void unbind(Collection<String> keys) throws IOException {
        for (var key : keys) {
            channel.queueUnbind(queue, exchange, key);
        }
    }

    @Override
    public void send(String key, byte[] message) throws IOException {
        publishing.basicPublish(exchange, key, TRANSIENT, message);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen() && publishing.isOpen();
    }

    /** Of a connection that has ended nothing is closed: a channel that has not heard of that yet would wait for an answer. */
    @Override
    public void close() {
        if (channel.getConnection().isOpen()) {
            close(publishing);
            close(channel);
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException | TimeoutException | AlreadyClosedException failure) {
            logger.debug("The channel was gone already", failure);
        }
    }
}
