package dev.carillon.presence;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.carillon.destination.Topic;
import dev.carillon.fanout.Lanes;
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

    /** Of topics and users, as many as a caller gets at the most. */
    static final int MOST = 1000;
    /** The same of sessions, each with up to 256 subscriptions: a broker does not carry any size. */
    static final int MOST_SESSIONS = 100;

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
    public Set<String> kinds() {
        return Set.of(TOPICS, ATTENDANCE, SESSIONS, REVOKE);
    }

    /** On a thread of its own: neither a lane nor who brings messages has the time, or can bear what another version asks. */
    @Override
    public CompletableFuture<byte[]> answer(Question question) {
        return CompletableFuture.supplyAsync(() -> JSON.writeValueAsBytes(found(question.kind(), question.subject())),
                Thread::startVirtualThread);
    }

    private Object found(String kind, String subject) {
        return switch (kind) {
            case TOPICS -> Topics.sum(lanes.topics().join()).after(subject, MOST);
            case ATTENDANCE -> Attendance.of(lanes.users(new Topic(subject)).join()).first(MOST);
            case SESSIONS -> sessions(subject);
            case REVOKE -> revoked.end(List.of(JSON.readValue(subject, Revocation.class)));
            default -> throw new IllegalArgumentException("not known: " + kind);
        };
    }

    private List<SessionView> sessions(String user) {
        return lanes.sessions(user)
                .join()
                .stream()
                .flatMap(List::stream)
                .map(session -> SessionView.of(session, node.toString()))
                .sorted(Comparator.comparing(SessionView::session))
                .limit(MOST_SESSIONS)
                .toList();
    }
}
