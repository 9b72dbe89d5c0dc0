package dev.carillon.load;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** One subscriber of a run, and what became of it. */
final class Reader {

    private static final Pattern HEAD = Pattern.compile("\noffset:([0-9]+)");
    private static final Pattern CODE = Pattern.compile("\ncode:([a-z-]+)");

    private final StreamCheck check = new StreamCheck();
    private final String topic;
    private final Runnable settled;
    private final @Nullable Subscriber subscriber;
    private boolean subscribed;
    private long earlier;
    private String failure = "";

    /** @param settled told once: it is subscribed, or never will be */
    Reader(Loop loop, Server server, String topic, Traffic traffic, Runnable settled) {
        this.topic = topic;
        this.settled = settled;
        this.subscriber = connecting(loop, server, traffic);
    }

    /** Nothing, where there is not even a socket for it: this machine has no more files, or ports. */
    private @Nullable Subscriber connecting(Loop loop, Server server, Traffic traffic) {
        try {
            var begun = new Subscriber(loop, server, topic, traffic, false);
            begun.subscribeWith("receipt:subscribed\n");
            begun.onMessage(check);
            begun.onReceipt(this::subscribed);
            begun.onFailure(fault -> failed(reason(String.valueOf(fault.getMessage()))));
            begun.onEnd(() -> failed(begun.closeCode() == 0
                    ? "ended without a word"
                    : "closed with " + begun.closeCode()));
            return begun;
        } catch (IOException fault) {
            failed(String.valueOf(fault.getMessage()));
            return null;
        }
    }

    private void subscribed(String receipt) {
        var head = HEAD.matcher(receipt);
        check.begin(head.find() ? Long.parseLong(head.group(1)) : 0);
        subscribed = true;
        settled.run();
    }

    /** The first reason is the reason. */
    private void failed(String reason) {
        if (failure.isEmpty()) {
            failure = reason;
            if (!subscribed) {
                settled.run();
            }
        }
    }

    /** Of an ERROR frame the code. */
    private static String reason(String message) {
        var code = CODE.matcher(message);
        return code.find() ? code.group(1) : message;
    }

    /** Waits for it no longer, where it has not been subscribed yet. */
    void giveUp() throws IOException {
        if (!subscribed && subscriber != null) {
            failed("no answer");
            subscriber.close();
        }
    }

    /** A phase begins: what came until now is not counted. */
    void begin() {
        check.restart();
        earlier = received();
    }

    private long received() {
        return subscriber == null ? 0 : subscriber.received();
    }

    /** By offset, so that nothing else that came hides it; and by number, as ephemeral ones have no offset. */
    long missed(Accepted accepted) {
        return Math.max(check.missed(accepted.offsets()), accepted.count() - (received() - earlier));
    }

    Optional<Subscriber> subscriber() {
        return Optional.ofNullable(subscriber);
    }

    String topic() {
        return topic;
    }

    StreamCheck check() {
        return check;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    /** Why it could not be subscribed, or did not stay; empty where all is well. */
    String failure() {
        return failure;
    }
}
