package dev.carillon.presence;

import java.time.Instant;
import java.util.Set;

import dev.carillon.destination.UserQueue;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.publish.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sends users away, for those who may manage. */
@RestController
class SessionsController {

    private static final Set<String> QUERY = Set.of("token");
    private static final int MAX_TOKEN_ID = 255;

    private final Revocations revocations;

    SessionsController(Revocations revocations) {
        this.revocations = revocations;
    }

    /** Ends the user's sessions and refuses the tokens that they came with: all up to now, or the one of this {@code jti}. */
    @DeleteMapping("/api/v1/users/{user}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String user, HttpServletRequest request) {
        revocations.revoke(new UserQueue(user, UserQueue.DEFAULT_QUEUE).user(), token(request), Instant.now());
    }

    private static @Nullable String token(HttpServletRequest request) {
        var token = new QueryParameters(request, QUERY).get("token");
        if (token != null && (token.isEmpty() || token.length() > MAX_TOKEN_ID)) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "A token's id has 1 to " + MAX_TOKEN_ID + " characters.",
                    "token");
        }
        return token;
    }
}
