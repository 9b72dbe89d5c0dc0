package dev.carillon.presence;

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

    Revocation end(Revocation revocation) {
        tokens.revoke(revocation.user(), revocation.token(), revocation.at());
        lanes.endAll(revocation::isMeant, ProblemCode.SESSION_REVOKED.closeCode());
        return revocation;
    }
}
