package dev.carillon.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket at the border: takes everything at once, or nothing until it is told to. */
final class FakeConnection implements Connection {

    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final List<Integer> writes = new CopyOnWriteArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private volatile boolean stalled;
    private volatile int closeCode;
    private volatile boolean closed;
    private volatile Thread writer;

    @Override
    public synchronized boolean write(ByteBuffer bytes, Runnable written) {
        writer = Thread.currentThread();
        int before = frames.size();
        while (bytes.hasRemaining()) {
            read(bytes);
        }
        writes.add(frames.size() - before);
        if (stalled) {
            held.add(written);
        }
        return !stalled;
    }

    /** The next WebSocket frame (RFC 6455 section 5.2). */
    private void read(ByteBuffer bytes) {
        boolean isClose = (bytes.get() & 0xF) == 0x8;
        int length = bytes.get();
        var payload = new byte[length == 126
                ? bytes.getShort() & 0xFFFF
                : length == 127 ? (int) bytes.getLong() : length];
        bytes.get(payload);
        if (isClose) {
            closeCode = ByteBuffer.wrap(payload).getShort();
        } else {
            frames.add(new String(payload, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    void stall() {
        stalled = true;
    }

    synchronized void resume() {
        stalled = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    List<String> frames() {
        return frames;
    }

    /** The bodies of the MESSAGE frames that were written. */
    List<String> bodies() {
        return frames.stream()
                .filter(frame -> frame.startsWith("MESSAGE"))
                .map(frame -> frame.substring(frame.indexOf("\n\n") + 2, frame.length() - 1))
                .toList();
    }

    /** How many frames went out in each write. */
    List<Integer> writes() {
        return writes;
    }

    /** What the last frame said; zero before. */
    int closeCode() {
        return closeCode;
    }

    boolean isClosed() {
        return closed;
    }

    Thread writer() {
        return writer;
    }
}
