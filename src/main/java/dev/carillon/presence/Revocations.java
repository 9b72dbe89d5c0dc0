package dev.carillon.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.carillon.access.RevokedTokens;
import dev.carillon.access.TokenSettings;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.log.Change;
import dev.carillon.log.NotificationLog;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Withdraws tokens: first they open nothing any more, then the sessions that they opened end, then it is stored, so that it
 * holds after a restart. Thread-safe.
 */
@Component
class Revocations {

    private final NotificationLog log;
    private final RevokedTokens tokens;
    private final Presence presence;
    private final Duration kept;
    private final AuditLog audit;

    /** Reads what was stored, before the first token is looked at. */
    Revocations(NotificationLog log, RevokedTokens tokens, Presence presence, TokenSettings settings,
            AuditLog audit) {
        this.log = log;
        this.tokens = tokens;
        this.presence = presence;
        this.audit = audit;
        this.kept = settings.revocationsKept();
        log.query(jdbc -> {
            jdbc.query("select user_name, token, revoked_at from revocation", row -> {
                var token = row.getString(2);
                tokens.revoke(row.getString(1), token.isEmpty() ? null : token, Instant.ofEpochMilli(row.getLong(3)));
            });
            return "";
        });
    }

    /** @throws dev.carillon.problem.Problem if it holds, but could not be stored */
    void revoke(String user, @Nullable String tokenId, Instant at) {
        var others = presence.revoke(new Revocation(user, tokenId, at));
        Change<Integer> store = transaction -> {
            transaction.jdbc().update("delete from revocation where revoked_at < ?", at.minus(kept).toEpochMilli());
            return transaction.jdbc()
                    .update("""
                            insert into revocation (user_name, token, revoked_at) values (?, ?, ?)
                            on conflict (user_name, token) do update set revoked_at = excluded.revoked_at""",
                            user, Objects.requireNonNullElse(tokenId, ""), at.toEpochMilli());
        };
        audit.write(AuditEntry.of("revoked").with("user", user).with("token", tokenId));
        NotificationLog.await(log.submit(store));
        others.join();
        tokens.forgetBefore(at.minus(kept));
    }
}
