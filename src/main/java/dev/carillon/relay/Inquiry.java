package dev.carillon.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Asks every node the same, this one among them. Thread-safe. */
@Component
public class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private final OwnAnswers here;
    private final Relay relay;

    Inquiry(OwnAnswers here, Relay relay) {
        this.here = here;
        this.relay = relay;
    }

    /**
     * Blocks for a bounded time.
     *
     * @param read makes of JSON what a node answered
     * @return what those answered that did, this one first
     */
    public <A> Found<List<A>> ask(Question question, Function<byte[], A> read) {
        var others = relay.ask(question);
        var nodes = new ArrayList<A>();
        nodes.add(read.apply(here.answer(question).join()));
        var replies = others.join();
        boolean partial = replies.isPartial();
        for (var answer : replies.answers().values()) {
            try {
                nodes.add(read.apply(answer));
            } catch (JacksonException unreadable) {
                log.warn("A node answered in another way, as in the middle of an update", unreadable);
                partial = true;
            }
        }
        return new Found<>(nodes, partial);
    }
}
