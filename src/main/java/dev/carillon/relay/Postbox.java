package dev.carillon.relay;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** What waits for the broker, bounded: who publishes never waits for it. Thread-safe. */
final class Postbox {

    /** @param key empty to wake who reads, with nothing to send */
    // The array is what goes over the wire; it is never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Item(String key, byte[] message) {

        static final Item WAKE = new Item("", new byte[0]);

        boolean isMessage() {
            return !key.isEmpty();
        }
    }

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final int most;
    private final RelayMeters meters;
    private volatile boolean open;

    Postbox(int most, RelayMeters meters) {
        this.most = most;
        this.meters = meters;
    }

    /** While it is closed, what is put in is dropped: the log has it. */
    void open(boolean now) {
        open = now;
        if (!now) {
            items.clear();
            messages.set(0);
        }
    }

    void put(String key, byte[] message) {
        if (!open || messages.get() >= most) {
            meters.dropped();
            return;
        }
        messages.incrementAndGet();
        items.add(new Item(key, message));
    }

    void wake() {
        items.add(Item.WAKE);
    }

    /** The next, or null after so many nanoseconds. */
    @Nullable
    Item take(long nanos) throws InterruptedException {
        var item = items.poll(nanos, TimeUnit.NANOSECONDS);
        if (item != null && item.isMessage()) {
            messages.decrementAndGet();
        }
        return item;
    }
}
