package dev.carillon.presence;

import java.time.Instant;
import java.util.Objects;
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

    private static final int MAX_TOKEN_ID = 255;

    private final Revocations revocations;

    SessionsController(Revocations revocations) {
        this.revocations = revocations;
    }

    /** Ends the user's sessions and refuses the tokens that they came with: all up to now, or the one of this {@code jti}. */
    @DeleteMapping("/api/v1/users/{user}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String user, HttpServletRequest request) {
        revoke(user, new QueryParameters(request, Set.of("token")));
    }

    /** For names that a path cannot hold: an escaped slash in it is refused, as proxies and servers do not agree on what it is (CWE-436). */
    @DeleteMapping("/api/v1/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(HttpServletRequest request) {
        var query = new QueryParameters(request, Set.of("user", "token"));
        revoke(Objects.requireNonNullElse(query.get("user"), ""), query);
    }

    private void revoke(String user, QueryParameters query) {
        revocations.revoke(new UserQueue(user, UserQueue.DEFAULT_QUEUE).user(), token(query), Instant.now());
    }

    private static @Nullable String token(QueryParameters query) {
        var token = query.get("token");
        if (token != null && (token.isEmpty() || token.length() > MAX_TOKEN_ID)) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "A token's id has 1 to " + MAX_TOKEN_ID + " characters.",
                    "token");
        }
        return token;
    }
}
