package dev.carillon.access.development;

import java.util.Map;
import java.util.Set;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives the live page and the console a token; it exists in development mode only. */
@RestController
@ConditionalOnBooleanProperty(DevelopmentMode.PROPERTY)
class DevelopmentController {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DevelopmentTokens tokens;

    DevelopmentController(DevelopmentTokens tokens) {
        this.tokens = tokens;
    }

    /** Refuses other names of this address: a page on one would share our origin by DNS rebinding (CWE-350). */
    @GetMapping("/development/token")
    ResponseEntity<Map<String, String>> token(HttpServletRequest request) {
        if (!LOOPBACK.contains(request.getServerName())) {
            throw new Problem(ProblemCode.NOT_FOUND, "Development tokens are given on localhost only.");
        }
        return ResponseEntity.ok(Map.of("user", DevelopmentTokens.PAGE_USER, "token", tokens.page()));
    }
}
