package dev.carillon.presence;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.carillon.destination.Topic;
import dev.carillon.fanout.Lanes;
import dev.carillon.fanout.Present;
import dev.carillon.relay.Answers;
import dev.carillon.relay.NodeName;
import dev.carillon.relay.Question;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is known of the sessions here, for this node and for others; as JSON, which outlives an update of one of them. */
@Component
class LocalSessions implements Answers {

    static final String TOPICS = "topics";
    static final String ATTENDANCE = "attendance";
    static final String SESSIONS = "sessions";
    static final String REVOKE = "revoke";

    /** Of what is listed, as much as a caller gets at the most. */
    static final int MOST = 1000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Lanes lanes;
    private final RevokedSessions revoked;
    private final NodeName node;

    LocalSessions(Lanes lanes, RevokedSessions revoked, NodeName node) {
        this.lanes = lanes;
        this.revoked = revoked;
        this.node = node;
    }

    @Override
    public CompletableFuture<byte[]> answer(Question question) {
        var subject = question.subject();
        return (switch (question.kind()) {
            case TOPICS -> lanes.topics().thenApply(parts -> Topics.sum(parts).after(subject, MOST));
            case ATTENDANCE -> lanes.users(new Topic(subject)).thenApply(parts -> Attendance.of(parts).first(MOST));
            case SESSIONS -> lanes.sessions(subject).thenApply(this::views);
            case REVOKE -> CompletableFuture.completedFuture(revoked.end(JSON.readValue(subject, Revocation.class)));
            default -> CompletableFuture.failedFuture(new IllegalArgumentException("not known: " + question.kind()));
        }).thenApply(JSON::writeValueAsBytes);
    }

    private List<SessionView> views(List<List<Present>> lanes) {
        return lanes.stream()
                .flatMap(List::stream)
                .limit(MOST)
                .map(session -> SessionView.of(session, node.toString()))
                .toList();
    }
}
