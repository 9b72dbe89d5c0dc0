package dev.carillon.access;

import java.util.List;
import java.util.Map;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lets a client say who it is with its handshake: mobile apps by the header of RFC 6750 section 2.1, browsers by a ticket.
 * Its CONNECT then needs no token. A token in the address is not read (RFC 9700 section 4.3.2).
 */
@Component
@Order(HandshakeToken.BEHIND_THE_ORIGIN)
class HandshakeToken implements HandshakeInterceptor {

    /** Who may not come from where it comes must not use up a ticket. */
    static final int BEHIND_THE_ORIGIN = 200;

    private static final String TICKET = "ticket";

    private final Tokens tokens;
    private final Tickets tickets;
    private final ProblemWriter refusals;

    HandshakeToken(Tokens tokens, Tickets tickets, ProblemWriter refusals) {
        this.tokens = tokens;
        this.tickets = tickets;
        this.refusals = refusals;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        try {
            var caller = caller(request);
            if (caller != null) {
                attributes.put(Caller.ATTRIBUTE, caller);
            }
            return true;
        } catch (Problem refusal) {
            refusals.write(request, response, refusal);
            return false;
        }
    }

    private @Nullable Caller caller(ServerHttpRequest request) {
        var authorization = one(request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION));
        if (authorization != null) {
            return tokens.authenticate(authorization, null);
        }
        var ticket = one(UriComponentsBuilder.fromUri(request.getURI())
                .build()
                .getQueryParams()
                .getOrDefault(TICKET, List.of()));
        return ticket == null ? null : tickets.redeem(ticket);
    }

    /** Of two, proxies and we might each believe another one. */
    private static @Nullable String one(List<String> values) {
        if (values.size() > 1) {
            throw new Problem(ProblemCode.TOKEN_INVALID, "There is more than one token.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {}
}
