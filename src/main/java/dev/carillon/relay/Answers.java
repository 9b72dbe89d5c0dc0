package dev.carillon.relay;

import java.util.concurrent.CompletableFuture;

/** The border to what other nodes may want to know of this one. */
public interface Answers {

    /** Answers, or does what is asked. On a thread that brings messages, so it does not block. */
    CompletableFuture<byte[]> answer(Question question);
}
