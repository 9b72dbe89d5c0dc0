package dev.carillon.presence;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.carillon.destination.Topic;
import dev.carillon.relay.Found;
import dev.carillon.relay.Inquiry;
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
    private final Inquiry inquiry;

    Presence(LocalSessions here, Relay relay, Inquiry inquiry) {
        this.here = here;
        this.relay = relay;
        this.inquiry = inquiry;
    }

    Found<Topics> topics(String after, int limit) {
        return inquiry.ask(new Question(LocalSessions.TOPICS, after), json -> JSON.readValue(json, Topics.class))
                .as(nodes -> Topics.sum(nodes.stream().map(Topics::topics).toList()).after(after, limit));
    }

    Found<Attendance> attendance(Topic topic, int limit) {
        return inquiry.ask(new Question(LocalSessions.ATTENDANCE, topic.topic()),
                json -> JSON.readValue(json, Attendance.class))
                .as(nodes -> Attendance.sum(nodes).first(limit));
    }

    Found<List<SessionView>> sessions(String user, int limit) {
        return inquiry.ask(new Question(LocalSessions.SESSIONS, user), json -> JSON.readValue(json, SESSIONS))
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
}
