package dev.carillon.access;

import java.security.Principal;

/**
 * Who sends a request or holds a session, as a verified token says.
 *
 * @param user the token's {@code sub}
 */
public record Caller(String user, Capabilities capabilities) implements Principal {

    @Override
    public String getName() {
        return user;
    }
}
