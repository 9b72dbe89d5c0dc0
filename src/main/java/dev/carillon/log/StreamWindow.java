package dev.carillon.log;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import org.jspecify.annotations.Nullable;

/**
 * The recent past of one stream in memory: of a thousand clients that come back at once one reads the database. Holds all that
 * is to be had between {@code from} and {@code head}. Thread-safe.
 */
final class StreamWindow {

    /** Notifications, and bytes of payload, that a window keeps. */
    private static final int MAX_COUNT = 1024;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_EARLY = 64;
    /** What a notification takes beside its payload, about. */
    private static final int OVERHEAD = 400;

    private final NavigableMap<Long, Notification> recent = new TreeMap<>();
    private final Object filling = new Object();
    /** What was committed before the ends were read. */
    private final Deque<Notification> early = new ArrayDeque<>();
    private volatile boolean begun;
    private long epoch;
    private long tail;
    private long from;
    private long head;
    private int bytes;
    private int removals;

    /** Whether its ends are known. */
    boolean isBegun() {
        return begun;
    }

    /**
     * Its ends are read by the first who needs them; others who do wait for that. Who appends does not: while the store is away a
     * reader waits for seconds, and a node's messages from all others would wait behind it.
     */
    void begin(Supplier<Head> ends) {
        if (!begun) {
            synchronized (filling) {
                if (!begun) {
                    begin(ends.get());
                }
            }
        }
    }

    private synchronized void begin(Head ends) {
        epoch = ends.epoch();
        tail = Math.max(tail, ends.tail());
        from = ends.offset();
        head = ends.offset();
        begun = true;
        early.forEach(this::append);
        early.clear();
    }

    synchronized Head head() {
        return new Head(epoch, head, tail);
    }

    /** About how many bytes it holds. */
    synchronized int weight() {
        return OVERHEAD + bytes;
    }

    /** A notification was committed; one that was read already, or one of another epoch, changes nothing. */
    synchronized void append(Notification stored) {
        if (!begun) {
            early.add(stored);
            if (early.size() > MAX_EARLY) {
                early.remove(); // As good as none: the window begins behind it.
            }
            return;
        }
        var position = stored.position();
        if (position == null || position.epoch() != epoch || position.offset() <= head) {
            return;
        }
        if (position.offset() > head + 1) {
            clear(position.offset() - 1);
        }
        var key = stored.key();
        if (key != null) {
            removeIf(other -> key.equals(other.key()));
        }
        head = position.offset();
        add(head, stored);
        while (recent.size() > MAX_COUNT || bytes > MAX_BYTES) {
            from = recent.firstKey();
            remove(from);
        }
    }

    synchronized void remove(NotificationId id) {
        removals++;
        Predicate<Notification> recalled = notification -> notification.id().equals(id);
        early.removeIf(recalled);
        removeIf(recalled);
    }

    synchronized void trimmed(long upTo) {
        removals++;
        tail = Math.max(tail, upTo);
        var gone = recent.headMap(upTo, true);
        gone.values().forEach(notification -> bytes -= size(notification));
        gone.clear();
    }

    /** What stands behind an offset; null where that reaches further back than memory. */
    synchronized @Nullable Page after(long offset, int limit) {
        if (offset < from) {
            return null;
        }
        var now = Instant.now();
        var page = new ArrayList<Notification>();
        for (var entry : recent.tailMap(offset, false).entrySet()) {
            if (page.size() == limit) {
                return new Page(page, Math.max(offset, recent.lowerKey(entry.getKey())), tail);
            }
            if (!entry.getValue().isExpired(now)) {
                page.add(entry.getValue());
            }
        }
        return new Page(page, Math.max(offset, head), tail);
    }

    /**
     * Reaches further back, where the offset is near enough. One thread reads, the others wait for what it brings.
     *
     * @param older reads what stands behind {@code offset}, up to the given one
     */
    void reachBack(long offset, LongFunction<Page> older) {
        synchronized (filling) {
            long start;
            int removalsBefore;
            synchronized (this) {
                start = from;
                removalsBefore = removals;
            }
            if (offset < start && start - offset <= MAX_COUNT) {
                prepend(offset, start, removalsBefore, older.apply(start));
            }
        }
    }

    /**
     * Only to what it was read for: meanwhile the window may have moved on, one of these may have been recalled, or retention may
     * have taken the first of them.
     */
    private synchronized void prepend(long offset, long start, int removalsBefore, Page page) {
        if (from == start && removals == removalsBefore && page.upTo() == start && page.tail() <= offset) {
            from = offset;
            for (var stored : page.notifications()) {
                if (stored.position() != null) {
                    add(stored.position().offset(), stored);
                }
            }
        }
    }

    private void clear(long newFrom) {
        recent.clear();
        bytes = 0;
        from = newFrom;
    }

    private void add(long offset, Notification stored) {
        recent.put(offset, stored);
        bytes += size(stored);
    }

    private void remove(long offset) {
        var removed = recent.remove(offset);
        if (removed != null) {
            bytes -= size(removed);
        }
    }

    private void removeIf(Predicate<Notification> condition) {
        recent.values().removeIf(notification -> {
            boolean gone = condition.test(notification);
            bytes -= gone ? size(notification) : 0;
            return gone;
        });
    }

    private static int size(Notification notification) {
        return OVERHEAD + notification.payload().bytes().length;
    }
}
