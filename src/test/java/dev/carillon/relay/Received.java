package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** What a broker has brought, in its order. */
public final class Received implements Broker.Arrivals {

    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger losses = new AtomicInteger();
    private final ReentrantLock gate = new ReentrantLock();

    @Override
    public void arrived(byte[] message) {
        gate.lock();
        gate.unlock();
        messages.add(message);
    }

    @Override
    public void lost() {
        losses.incrementAndGet();
    }

    /** From now on this node is behind. */
    public void hold() {
        gate.lock();
    }

    public void release() {
        gate.unlock();
    }

    public int losses() {
        return losses.get();
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    public byte[] next() throws InterruptedException {
        var message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    public String nextText() throws InterruptedException {
        return new String(next(), StandardCharsets.UTF_8);
    }

    public List<String> nextTexts(int count) throws InterruptedException {
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(nextText());
        }
        return texts;
    }
}
