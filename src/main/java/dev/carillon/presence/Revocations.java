package dev.carillon.presence;

import java.time.Duration;
import java.time.Instant;

import dev.carillon.access.RevokedTokens;
import dev.carillon.access.TokenSettings;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.log.NotificationLog;
import dev.carillon.log.RegularWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Withdraws tokens: first they open nothing any more, then the sessions that they opened end, then it is stored, so that it
 * holds after a restart, and on nodes that could not be asked, which look every second. Thread-safe.
 */
@Component
class Revocations implements AutoCloseable {

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

    private final NotificationLog log;
    private final RevocationTable table = new RevocationTable();
    private final RevokedTokens tokens;
    private final RevokedSessions sessions;
    private final Presence presence;
    private final Duration kept;
    private final AuditLog audit;
    private final RegularWork looking;

    /** Reads what was stored, before the first token is looked at. */
    Revocations(NotificationLog log, RevokedTokens tokens, RevokedSessions sessions, Presence presence,
            TokenSettings settings, AuditLog audit) {
        this.log = log;
        this.tokens = tokens;
        this.sessions = sessions;
        this.presence = presence;
        this.audit = audit;
        this.kept = settings.revocationsKept();
        refresh();
        this.looking = new RegularWork("revocations", LOOKS_EVERY, this::refresh);
    }

    /** @throws dev.carillon.problem.Problem if it holds, but could not be stored */
    void revoke(String user, @Nullable String tokenId, Instant at) {
        var revocation = new Revocation(user, tokenId, at);
        var others = presence.revoke(revocation);
        audit.write(AuditEntry.of("revoked").with("user", user).with("token", tokenId));
        NotificationLog.await(log.submit(RevocationTable.storing(revocation, kept)));
        others.join();
        tokens.forgetBefore(at.minus(kept));
    }

    /**
     * Takes over what other nodes have withdrawn since the last look. What is known already changes nothing.
     *
     * @throws dev.carillon.problem.Problem if the store does not answer
     */
    private synchronized void refresh() {
        if (sessions.end(log.query(table::lookAgain))) {
            tokens.forgetBefore(Instant.now().minus(kept));
        }
    }

    @Override
    public void close() {
        looking.close();
    }
}
