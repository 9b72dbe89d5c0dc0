package dev.carillon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Stands before a server that others use as well, and can take it away from whoever goes through here. */
public final class TcpProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger joined = new AtomicInteger();
    private final ReentrantLock passage = new ReentrantLock();
    private volatile boolean open = true;

    public TcpProxy(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many connections were let in so far. */
    public int joined() {
        return joined.get();
    }

    /** Whether connections are let in; those that are there are cut where not. */
    public void open(boolean now) {
        open = now;
        if (!now) {
            cut();
        }
    }

    /** From now on nothing passes, and nobody is told: the server hangs. */
    public void hold() {
        passage.lock();
    }

    public void release() {
        passage.unlock();
    }

    public void cut() {
        sockets.forEach(TcpProxy::close);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                if (open) {
                    join(client, new Socket(InetAddress.getLoopbackAddress(), target));
                } else {
                    close(client);
                }
            } catch (IOException _) {
                cut(); // Closed, or the server is not there: whoever came sees it.
            }
        }
    }

    private void join(Socket client, Socket server) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        joined.incrementAndGet();
        sockets.add(client);
        sockets.add(server);
        if (!open) {
            cut(); // Whoever closed the door saw only those before.
        }
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
    }

    private void copy(Socket from, Socket to) {
        var buffer = new byte[8192];
        try {
            var in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                passage.lock();
                passage.unlock();
                to.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException _) {
            // The end of it, either way.
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A virtual thread that waits for clients gives the port back some time after the close, and may let one more in before. */
    @Override
    public void close() {
        open = false;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
