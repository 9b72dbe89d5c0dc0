package dev.carillon.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits in a lane's outboxes. Touched by the lane's thread only.
 *
 * <p>Whatever waits for a session is copied behind one another into one buffer and goes out in one system call: a call costs
 * 7 µs whatever its size, the copy of a frame some nanoseconds, and a direct buffer spares the JDK the same copy.
 */
final class Writer {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    /** Bytes of one write; what a slow socket holds on to beyond its kernel buffer. */
    private static final int WRITE_BYTES = 64 * 1024;

    private final Mailbox mailbox;
    private final FanoutMeters meters;
    private final List<Session> dirty = new ArrayList<>();
    private final Consumer<Session> drained;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BYTES);

    /** @param drained told of sessions that have written something, and of which a subscription waits for room */
    Writer(Mailbox mailbox, FanoutMeters meters, Consumer<Session> drained) {
        this.mailbox = mailbox;
        this.meters = meters;
        this.drained = drained;
    }

    /** The session has something to write, at the end of the batch. */
    void markDirty(Session session) {
        if (!session.dirty && !session.writing) {
            session.dirty = true;
            dirty.add(session);
        }
    }

    void flushDirty() {
        for (var session : dirty) {
            session.dirty = false;
            flush(session);
        }
        dirty.clear();
    }

    /** Writes until nothing waits or the socket takes no more, and closes the socket where that was the last. */
    void flush(Session session) {
        while (!session.writing && !session.gone && session.hasWaiting()) {
            fill(session);
            session.writing = true;
            session.sentAt = System.nanoTime();
            if (!write(session)) {
                return;
            }
            written(session);
        }
        if (session.isFinished()) {
            session.connection().close();
        }
    }

    private boolean write(Session session) {
        try {
            return session.connection().write(buffer, () -> mailbox.execute(() -> {
                written(session);
                flush(session);
            }));
        } catch (RuntimeException fault) {
            // A fault at the border costs the session that has it, not those that are behind it in the list.
            log.error("A connection failed", fault);
            session.connection().close();
            return false;
        }
    }

    private void written(Session session) {
        session.writing = false;
        if (session.deliveriesInWrite > 0) {
            meters.delivered(session.deliveriesInWrite, session.oldestInWrite);
        }
        if (session.isBehind()) {
            drained.accept(session);
        }
    }

    /** Moves what fits from the outbox into the buffer; one frame that is larger than it makes it grow. */
    private void fill(Session session) {
        buffer.clear();
        session.deliveriesInWrite = 0;
        session.takePongs().forEach(pong -> pong.putTo(buffer));
        var outbox = session.outbox();
        for (var next = outbox.peek(); next != null && hasRoom(next); next = outbox.peek()) {
            next.frame().putTo(buffer);
            if (next.sent() != null) {
                next.sent().run();
            }
            if (next.isDelivery() && session.deliveriesInWrite++ == 0) {
                session.oldestInWrite = next.acceptedAt();
            }
            outbox.remove();
        }
        buffer.flip();
    }

    private boolean hasRoom(Outgoing next) {
        if (buffer.position() == 0 && next.size() > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect(next.size());
        }
        return next.size() <= buffer.remaining();
    }
}
