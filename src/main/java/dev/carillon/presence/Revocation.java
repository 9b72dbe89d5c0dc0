package dev.carillon.presence;

import java.time.Instant;

import dev.carillon.fanout.Grant;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are withdrawn.
 *
 * @param token the one of this id; null for all that the user had then
 */
record Revocation(String user, @Nullable String token, Instant at) {

    boolean isMeant(Grant grant) {
        return grant.user().equals(user) && (token == null || token.equals(grant.tokenId()));
    }
}
