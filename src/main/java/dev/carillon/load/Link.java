package dev.carillon.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.NeedsWriteException;
import tlschannel.TlsChannel;

/** A socket of the loop, with TLS or without. */
final class Link {

    private final SocketChannel socket;
    private final SelectionKey key;

    /** What is read from and written to: the socket itself, where there is no TLS. */
    private final ByteChannel channel;

    private final @Nullable TlsChannel tls;

    private Link(SocketChannel socket, SelectionKey key, @Nullable TlsChannel tls) {
        this.socket = socket;
        this.key = key;
        this.tls = tls;
        this.channel = tls == null ? socket : tls;
    }

    /** Begins to connect; {@link #isOpen} is to be asked whenever the socket is ready. */
    static Link begin(Loop loop, Server server, Loop.Handler handler, int receiveBuffer) throws IOException {
        var socket = SocketChannel.open();
        try {
            socket.configureBlocking(false);
            if (receiveBuffer > 0) {
                socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            socket.connect(new InetSocketAddress(server.address(), server.port()));
            return new Link(socket, loop.register(socket, SelectionKey.OP_CONNECT, handler), tls(socket, server));
        } catch (IOException fault) {
            socket.close();
            throw fault;
        }
    }

    private static @Nullable TlsChannel tls(SocketChannel socket, Server server) {
        SSLContext context = server.tls();
        if (context == null) {
            return null;
        }
        var engine = context.createSSLEngine(server.host(), server.port());
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // The name in the certificate, too (RFC 9110 section 4.3.4).
        engine.setSSLParameters(parameters);
        return ClientTlsChannel.newBuilder(socket, engine).build();
    }

    /** Goes on with connecting, and says whether it is done. */
    boolean isOpen() throws IOException {
        if (socket.isConnectionPending()) {
            socket.finishConnect();
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key.interestOps(SelectionKey.OP_READ);
        }
        if (tls != null) {
            try {
                tls.handshake();
            } catch (NeedsReadException | NeedsWriteException _) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is there: bytes read, 0 for none now.
     *
     * @throws IOException if there will be none any more
     */
    int read(ByteBuffer input) throws IOException {
        try {
            int read = channel.read(input);
            if (read < 0) {
                throw new EOFException("ended without a word");
            }
            return read;
        } catch (NeedsReadException | NeedsWriteException _) {
            return 0;
        }
    }

    /** Whether a read may have left something that the selector knows nothing of. */
    boolean holdsBack() {
        return tls != null;
    }

    void write(ByteBuffer bytes) throws IOException {
        Wire.write(channel, bytes);
    }

    void listen(boolean reads) {
        key.interestOps(reads ? SelectionKey.OP_READ : 0);
    }

    /** At once: TLS's own farewell would wait for a socket that is full. */
    void close() throws IOException {
        socket.close();
    }
}
