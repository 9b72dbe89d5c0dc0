package dev.carillon.fanout;

import java.util.stream.Stream;

/** How the sessions of a lane end. Touched by its thread only. */
final class Departures {

    /** Close codes: 44xx and 45xx are ours, RFC 6455 section 7.4.1 has the others. */
    static final int UNAUTHENTICATED = 4401;
    static final int SLOW_CONSUMER = 4508;
    static final int SILENT = 1002;
    static final int OLD = 1001;

    private final SubscriptionIndex index;
    private final Writer writer;
    private final FanoutMeters meters;

    Departures(SubscriptionIndex index, Writer writer, FanoutMeters meters) {
        this.index = index;
        this.writer = writer;
        this.meters = meters;
    }

    /** In order: what waits is written, and then why, which the peer of a WebSocket has to answer. */
    void end(Session session, int code) {
        if (session.isOpen()) {
            session.closeCode = code;
            session.closingAt = System.nanoTime();
            forget(session);
            session.outbox().add(session.format().close(code));
            writer.markDirty(session);
        }
    }

    /** Ends so many in order, if there are; who comes first is as good as drawn. How many it ended. */
    int end(Stream<Session> sessions, int count, int code) {
        var leaving = sessions.filter(Session::isOpen).limit(count).toList();
        leaving.forEach(session -> end(session, code));
        return leaving.size();
    }

    /** Without what waits, because the client does not take it. */
    void endNow(Session session, int code) {
        if (session.isOpen()) {
            session.outbox().clear();
            end(session, code);
        }
    }

    /** The peer closes, or answers our close. */
    void closedByPeer(Session session, int code) {
        session.peerClosed = true;
        end(session, code);
        writer.markDirty(session);
    }

    /** Ends a session that did not do something in time, and cuts one that does not end; whether it goes, or did before. */
    boolean isOverdue(Session session, long now, FanoutLimits limits) {
        int overdue = session.overdue(now, limits);
        if (session.closeCode != 0) {
            if (now - session.closingAt > limits.closeTimeout().toNanos()) {
                session.connection().close();
            }
        } else if (overdue == UNAUTHENTICATED || overdue == OLD) {
            session.connectedTooLate = !session.connected;
            end(session, overdue);
        } else if (overdue != 0) {
            if (overdue == SLOW_CONSUMER) {
                meters.stalled();
            }
            endNow(session, overdue);
        }
        return session.closeCode != 0;
    }

    /** The socket is gone. */
    void gone(Session session) {
        session.gone = true;
        forget(session);
        session.outbox().clear();
    }

    private void forget(Session session) {
        meters.subscriptions(-session.subscriptions().size());
        session.subscriptions().values().forEach(index::remove);
        session.subscriptions().clear();
    }
}
