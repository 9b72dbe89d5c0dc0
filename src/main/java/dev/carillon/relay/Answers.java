package dev.carillon.relay;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Some of what other nodes may want to know of this one. */
public interface Answers {

    /** The kinds of questions that this answers, and nothing else does. */
    Set<String> kinds();

    /** Answers, or does what is asked. On a thread that brings messages, so it does not block. */
    CompletableFuture<byte[]> answer(Question question);
}
