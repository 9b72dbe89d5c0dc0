package dev.carillon.presence;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.carillon.destination.Topic;
import dev.carillon.relay.Question;
import dev.carillon.relay.Relay;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who is here, on all nodes: asked when somebody wants to know, not kept. Blocks for a bounded time. */
@Component
class Presence {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SessionView>> SESSIONS = new TypeReference<>() {};

    private final LocalSessions here;
    private final Relay relay;

    Presence(LocalSessions here, Relay relay) {
        this.here = here;
        this.relay = relay;
    }

    /** @param isPartial whether a node did not answer, or there may be one that was not asked */
    record Found<T>(T found, boolean isPartial) {}

    Found<Topics> topics(String after, int limit) {
        return ask(LocalSessions.TOPICS, after, json -> JSON.readValue(json, Topics.class), nodes -> Topics
                .sum(nodes.stream().map(Topics::topics).toList())
                .after(after, limit));
    }

    Found<Attendance> attendance(Topic topic, int limit) {
        return ask(LocalSessions.ATTENDANCE, topic.topic(), json -> JSON.readValue(json, Attendance.class),
                nodes -> Attendance.sum(nodes).first(limit));
    }

    Found<List<SessionView>> sessions(String user, int limit) {
        return ask(LocalSessions.SESSIONS, user, json -> JSON.readValue(json, SESSIONS),
                nodes -> nodes.stream().flatMap(List::stream).limit(limit).toList());
    }

    /** Every node refuses these tokens and ends what they opened; one that does not hear of it now reads it in the store. */
    void revoke(Revocation revocation) {
        ask(LocalSessions.REVOKE, JSON.writeValueAsString(revocation), json -> json, nodes -> nodes);
    }

    private <A, T> Found<T> ask(String kind, String subject, Function<byte[], A> read, Function<List<A>, T> merge) {
        var question = new Question(kind, subject);
        var others = relay.ask(question);
        var own = here.answer(question).join();
        var replies = others.join();
        return new Found<>(merge.apply(Stream.concat(Stream.of(own), replies.answers().stream()).map(read).toList()),
                replies.isPartial());
    }
}
