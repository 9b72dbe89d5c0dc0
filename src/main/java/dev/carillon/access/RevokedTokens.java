package dev.carillon.access;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tokens that were withdrawn before their time: all that a user had at that moment, or one by its {@code jti} (RFC 7519
 * section 4.1.7). Thread-safe.
 */
@Component
public class RevokedTokens {

    /** @param tokenId null for all of the user's */
    private record Key(String user, @Nullable String tokenId) {}

    private final Map<Key, Instant> revoked = new ConcurrentHashMap<>();

    /**
     * From now on these tokens are refused.
     *
     * @param tokenId one token; null for all that were issued up to {@code at}
     * @return whether that was not known before
     */
    public boolean revoke(String user, @Nullable String tokenId, Instant at) {
        var key = new Key(user, tokenId);
        var before = revoked.get(key);
        revoked.merge(key, at, (known, now) -> now.isAfter(known) ? now : known);
        return before == null || at.isAfter(before);
    }

    /** What was revoked before need not be remembered any longer: no token lives that long. */
    public void forgetBefore(Instant time) {
        revoked.values().removeIf(at -> at.isBefore(time));
    }

    /** Whether the token that this caller came with is one of them; one that does not say when it was issued may be. */
    public boolean isRevoked(Caller caller) {
        if (revoked.isEmpty()) {
            return false;
        }
        var all = revoked.get(new Key(caller.user(), null));
        return (all != null && (caller.issuedAt() == null || !caller.issuedAt().isAfter(all)))
                || (caller.tokenId() != null && revoked.containsKey(new Key(caller.user(), caller.tokenId())));
    }
}
