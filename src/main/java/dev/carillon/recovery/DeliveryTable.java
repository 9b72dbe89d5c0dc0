package dev.carillon.recovery;

import java.util.Collection;

import dev.carillon.destination.UserQueue;
import dev.carillon.fanout.DeliveryRecord;
import dev.carillon.log.NotificationLog;
import org.springframework.stereotype.Component;

/**
 * Writes down what became of notifications in users' queues. Whatever of it is lost when the process dies is made good by a
 * second delivery, so nobody waits for it.
 */
@Component
class DeliveryTable implements DeliveryRecord {

    private final NotificationLog log;

    DeliveryTable(NotificationLog log) {
        this.log = log;
    }

    @Override
    public void sent(String session, UserQueue queue, long offset) {
        long now = System.currentTimeMillis();
        var _ = log.submit(transaction -> transaction.jdbc().update("""
                insert into delivery (stream, stream_offset, session, sent_at)
                select stream, stream_offset, ?, ? from notification
                where stream = (select id from stream where name = ?) and stream_offset = ?
                on conflict (stream, stream_offset, session) do nothing""", session, now, queue.name(), offset));
    }

    /** The first acknowledgement counts for the user: none of its sessions gets the notification again. */
    @Override
    public void acknowledged(String session, UserQueue queue, Collection<Long> offsets) {
        long now = System.currentTimeMillis();
        var _ = log.submit(transaction -> {
            for (long offset : offsets) {
                transaction.jdbc()
                        .update("""
                                update notification set acked_at = coalesce(acked_at, ?)
                                where stream = (select id from stream where name = ?) and stream_offset = ?""", now,
                                queue.name(), offset);
                transaction.jdbc()
                        .update("""
                                update delivery set acked_at = coalesce(acked_at, ?)
                                where stream = (select id from stream where name = ?) and stream_offset = ? and session = ?""",
                                now, queue.name(), offset, session);
            }
            return offsets.size();
        });
    }
}
