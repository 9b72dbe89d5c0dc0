package dev.carillon.relay.rabbitmq;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import com.rabbitmq.client.impl.NetworkConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the socket when heart-beats fail. Who writes to a broker that hangs holds the channel, and the client waits for the channel
 * before it would close: both for as long as TCP has patience, which is a quarter of an hour.
 */
final class HungSocket extends DefaultExceptionHandler {

    private static final Logger logger = LoggerFactory.getLogger(HungSocket.class);

    /** For how long TLS waits at a close for whoever writes. */
    private static final int LINGER_SECONDS = 1;

    private volatile @Nullable Socket socket;

    /** Of one connection at a time. */
    static void watch(ConnectionFactory connections) {
        var hung = new HungSocket();
        connections.setSocketConfigurator(connections.getSocketConfigurator().andThen(hung::opened));
        connections.setExceptionHandler(hung);
    }

    private void opened(Socket next) throws SocketException {
        next.setSoLinger(true, LINGER_SECONDS);
        socket = next;
    }

    @Override
    public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
        logger.warn("The connection to the broker is lost: {}", failure.toString());
        var lost = socket;
        // By the time an old connection notices there may be a new one, which is as good as ever.
        if (lost != null && connection instanceof NetworkConnection its
                && its.getLocalPort() == lost.getLocalPort()) {
            close(lost);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            logger.debug("The socket was gone already", failure);
        }
    }
}
