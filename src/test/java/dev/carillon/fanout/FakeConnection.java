package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket at the border: takes everything at once, or nothing until it is told to. */
final class FakeConnection implements Connection {

    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final List<Integer> flushes = new CopyOnWriteArrayList<>();
    private final List<Written> held = new ArrayList<>();
    private volatile boolean stalled;
    private volatile int closeCode;
    private volatile boolean aborted;
    private volatile Thread writer;

    @Override
    public synchronized void write(List<WireFrame> written, Written callback) {
        writer = Thread.currentThread();
        flushes.add(written.size());
        for (var frame : written) {
            frames.add(StandardCharsets.UTF_8.decode(frame.bytes().slice()).toString());
        }
        if (stalled) {
            held.add(callback);
        } else {
            callback.succeeded();
        }
    }

    @Override
    public void close(int code) {
        closeCode = code;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    void stall() {
        stalled = true;
    }

    synchronized void resume() {
        stalled = false;
        held.forEach(Written::succeeded);
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
    List<Integer> flushes() {
        return flushes;
    }

    int closeCode() {
        return closeCode;
    }

    boolean isAborted() {
        return aborted;
    }

    Thread writer() {
        return writer;
    }
}
