package dev.carillon;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.junit.jupiter.api.Assumptions;

/** The RabbitMQ that listens here, and an exchange on it that a test has to itself; gone afterwards. */
public final class RabbitMq implements SharedBroker {

    private static final String HOST = "127.0.0.1";
    private static final int PORT = 5672;

    private final String exchange = "carillon-" + UUID.randomUUID();
    private final Connection connection;

    private RabbitMq(Connection connection) {
        this.connection = connection;
    }

    /** Leaves the test out where no RabbitMQ lets us in. */
    public static RabbitMq exchange(Class<?> suite) {
        if (!missing().isEmpty()) {
            Assumptions.abort(Machine.skipped(suite.getSimpleName(), missing()));
        }
        return exchange();
    }

    /** For what is no test. */
    public static RabbitMq exchange() {
        try {
            return new RabbitMq(connect());
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why there can be none; empty where there can. */
    public static String missing() {
        try (var connection = connect()) {
            return connection.isOpen() ? "" : "the RabbitMQ on " + HOST + ":" + PORT + " does not answer";
        } catch (IOException | TimeoutException _) {
            return "no RabbitMQ takes guest on " + HOST + ":" + PORT;
        }
    }

    public String name() {
        return exchange;
    }

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public String[] settings(int port) {
        return new String[]{"carillon.relay.type=rabbitmq", "spring.rabbitmq.host=" + HOST,
            "spring.rabbitmq.port=" + port, "carillon.relay.name=" + exchange};
    }

    private static Connection connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(HOST);
        return factory.newConnection("carillon-tests");
    }

    @Override
    public void close() {
        try (connection; var channel = connection.createChannel()) {
            channel.exchangeDelete(exchange);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
