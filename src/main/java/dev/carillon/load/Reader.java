package dev.carillon.load;

import java.io.IOException;
import java.util.regex.Pattern;

/** One subscriber of a run, and what became of it. */
final class Reader {

    private static final Pattern HEAD = Pattern.compile("\noffset:([0-9]+)");
    private static final Pattern CODE = Pattern.compile("\ncode:([a-z-]+)");

    private final StreamCheck check = new StreamCheck();
    private final Subscriber subscriber;
    private final Runnable settled;
    private boolean subscribed;
    private String failure = "";

    /** @param settled told once: it is subscribed, or never will be */
    Reader(Loop loop, Server server, String topic, Traffic traffic, Runnable settled) throws IOException {
        this.settled = settled;
        this.subscriber = new Subscriber(loop, server, topic, traffic, false);
        subscriber.subscribeWith("receipt:subscribed\n");
        subscriber.onMessage(check);
        subscriber.onReceipt(this::subscribed);
        subscriber.onFailure(fault -> failed(reason(String.valueOf(fault.getMessage()))));
        subscriber.onEnd(() -> failed(subscriber.closeCode() == 0
                ? "ended without a word"
                : "closed with " + subscriber.closeCode()));
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
        if (!subscribed) {
            failed("no answer");
            subscriber.close();
        }
    }

    Subscriber subscriber() {
        return subscriber;
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
