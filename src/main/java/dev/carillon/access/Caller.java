package dev.carillon.access;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request or holds a session, as a verified token says.
 *
 * @param user the token's {@code sub}
 * @param tokenId its {@code jti}
 * @param issuedAt its {@code iat}, to the second
 * @param expiry its {@code exp}, to the second
 */
public record Caller(String user, Capabilities capabilities, @Nullable String tokenId, @Nullable Instant issuedAt,
        Instant expiry) implements Principal {

    /** By how much clocks may differ, as in Spring's timestamp check: a token is taken for so long after its end. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** Under which a socket's attributes hold who its handshake spoke for, until CONNECT. */
    public static final String ATTRIBUTE = Caller.class.getName();

    /** Nobody's user: no token can name it. */
    private static final String NOBODY = "";

    /** Who comes without a token: nothing ends it, and it has no queues. */
    static Caller anonymous(Capabilities capabilities) {
        return new Caller(NOBODY, capabilities, null, null, Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    boolean isAnonymous() {
        return user.equals(NOBODY);
    }

    /** Tells the user's name, where there is one. */
    public void ifUser(Consumer<String> action) {
        if (!isAnonymous()) {
            action.accept(user);
        }
    }

    /**
     * Refuses nobody: who has no token has no queues.
     *
     * @throws Problem if nobody is who this is
     */
    public void requireUser() {
        if (isAnonymous()) {
            throw new Problem(ProblemCode.DESTINATION_FORBIDDEN, "Only who has a token has queues.");
        }
    }

    /** When a session ends that begins now: with the token, or with the grace for clocks where only that let it in. */
    public Instant sessionEnd(Instant now) {
        return now.isBefore(expiry) ? expiry : expiry.plus(CLOCK_SKEW);
    }

    @Override
    public String getName() {
        return user;
    }
}
