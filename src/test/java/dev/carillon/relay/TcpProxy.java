package dev.carillon.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server that others use as well, and can take it away from whoever goes through here. */
final class TcpProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    TcpProxy(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Whether connections are let in; those that are there are cut where not. */
    void open(boolean now) {
        open = now;
        if (!now) {
            cut();
        }
    }

    void cut() {
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

    private void join(Socket client, Socket server) {
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
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

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
