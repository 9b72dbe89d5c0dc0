package dev.carillon.presence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.carillon.destination.Topic;
import dev.carillon.relay.Question;
import dev.carillon.relay.Relay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who is here, on all nodes: asked when somebody wants to know, not kept. Blocks for a bounded time. */
@Component
class Presence {

    private static final Logger log = LoggerFactory.getLogger(Presence.class);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SessionView>> SESSIONS = new TypeReference<>() {};

    private final LocalSessions here;
    private final Relay relay;

    Presence(LocalSessions here, Relay relay) {
        this.here = here;
        this.relay = relay;
    }

    /** @param isPartial whether a node did not answer, or there may be one that was not asked */
    record Found<T>(T found, boolean isPartial) {

        <R> Found<R> as(Function<T, R> merge) {
            return new Found<>(merge.apply(found), isPartial);
        }
    }

    Found<Topics> topics(String after, int limit) {
        return ask(new Question(LocalSessions.TOPICS, after), json -> JSON.readValue(json, Topics.class))
                .as(nodes -> Topics.sum(nodes.stream().map(Topics::topics).toList()).after(after, limit));
    }

    Found<Attendance> attendance(Topic topic, int limit) {
        return ask(new Question(LocalSessions.ATTENDANCE, topic.topic()),
                json -> JSON.readValue(json, Attendance.class))
                .as(nodes -> Attendance.sum(nodes).first(limit));
    }

    Found<List<SessionView>> sessions(String user, int limit) {
        return ask(new Question(LocalSessions.SESSIONS, user), json -> JSON.readValue(json, SESSIONS))
                .as(nodes -> nodes.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(SessionView::session))
                        .limit(limit)
                        .toList());
    }

    /**
     * Every node refuses these tokens and ends what they opened: this one by now, the others that answer when it is done. One that does
     * not hear of it reads it in the store.
     */
    CompletableFuture<?> revoke(Revocation revocation) {
        var question = new Question(LocalSessions.REVOKE, JSON.writeValueAsString(revocation));
        var others = relay.ask(question);
        var _ = here.answer(question).join();
        return others;
    }

    private <A> Found<List<A>> ask(Question question, Function<byte[], A> read) {
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
