package dev.carillon.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Spring's own, without its regular expression for what is plainly a JWT: 0.6 µs of CPU instead of 3.0. Of two headers, which RFC 9110
 * section 5.3 does not allow here, Spring takes the first, and a proxy perhaps the other one: they are refused.
 */
class BearerTokens implements BearerTokenResolver {

    private static final String BEARER = "Bearer ";

    private final BearerTokenResolver springs = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        var header = headers.hasMoreElements() ? headers.nextElement() : null;
        if (headers.hasMoreElements()) {
            throw new InvalidBearerTokenException("There is more than one token.");
        }
        return header != null && header.startsWith(BEARER) && isJwt(header)
                ? header.substring(BEARER.length())
                : springs.resolve(request);
    }

    /** Whether nothing but Base64url and dots follows (RFC 7515 section 7.1). */
    private static boolean isJwt(String header) {
        for (int i = BEARER.length(); i < header.length(); i++) {
            if (!isJwt(header.charAt(i))) {
                return false;
            }
        }
        return header.length() > BEARER.length();
    }

    private static boolean isJwt(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
                || c == '_';
    }
}
