package dev.carillon.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** All sockets of the load generator on the one thread that calls it: it leaves the other core to the server. */
public final class Loop implements AutoCloseable {

    /** A socket that has something to do. */
    public interface Handler {

        void ready() throws IOException;
    }

    /** Asked between two rounds of sockets. */
    public interface Turn {

        /** Does what is due, and says when it wants to be asked at the latest. */
        long turn(long now) throws IOException;

        default Turn and(Turn other) {
            return now -> Math.min(turn(now), other.turn(now));
        }
    }

    /** Nothing is due. */
    public static final Turn NOTHING = now -> now + TimeUnit.SECONDS.toNanos(1);

    private final Selector selector;

    /** What was read last; shared, because only one socket is read at a time. */
    public final ByteBuffer input = ByteBuffer.allocateDirect(512 * 1024);

    public Loop() throws IOException {
        selector = Selector.open();
    }

    public SelectionKey register(SocketChannel channel, int operations, Handler handler) throws IOException {
        return channel.register(selector, operations, handler);
    }

    /** Runs until the condition holds, and says whether it did within the limit. */
    public boolean runUntil(BooleanSupplier done, Duration limit, Turn turn) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - end >= 0) {
                return false;
            }
            long due = turn.turn(now);
            select(Math.min(due - now, end - now) / 1_000_000);
        }
        return true;
    }

    /** The last millisecond is spun, as a selector counts in whole ones and would publish late. */
    private void select(long millis) throws IOException {
        try {
            if (millis > 0) {
                selector.select(Loop::handle, millis);
            } else {
                selector.selectNow(Loop::handle);
            }
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    /** Runs so long. */
    public void run(Duration duration, Turn turn) throws IOException {
        runUntil(() -> false, duration, turn);
    }

    private static void handle(SelectionKey key) {
        try {
            ((Handler) key.attachment()).ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
