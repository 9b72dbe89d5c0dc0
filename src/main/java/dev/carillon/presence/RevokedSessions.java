package dev.carillon.presence;

import java.util.Collection;

import dev.carillon.access.RevokedTokens;
import dev.carillon.fanout.Lanes;
import dev.carillon.problem.ProblemCode;
import org.springframework.stereotype.Component;

/** Ends what withdrawn tokens have opened on this node, once they open nothing any more. Thread-safe. */
@Component
class RevokedSessions {

    private final RevokedTokens tokens;
    private final Lanes lanes;

    RevokedSessions(RevokedTokens tokens, Lanes lanes) {
        this.tokens = tokens;
        this.lanes = lanes;
    }

    /** Whether any of it was news. */
    boolean end(Collection<Revocation> revocations) {
        var news = revocations.stream()
                .filter(revocation -> tokens.revoke(revocation.user(), revocation.token(), revocation.at()))
                .toList();
        if (!news.isEmpty()) {
            lanes.endAll(grant -> news.stream().anyMatch(revocation -> revocation.isMeant(grant)),
                    ProblemCode.SESSION_REVOKED.closeCode());
        }
        return !news.isEmpty();
    }
}
