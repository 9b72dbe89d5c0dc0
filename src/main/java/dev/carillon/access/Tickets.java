package dev.carillon.access;

import java.security.SecureRandom;
import java.util.Base64;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.springframework.stereotype.Component;

/**
 * What a browser can put into the address of its handshake, where it cannot set a header: good for one connection, soon, as
 * addresses are written into logs (CWE-598). Thread-safe.
 */
@Component
class Tickets {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final AccessSettings settings;
    private final RevokedTokens revoked;
    private final LimitMeter meter;
    private final Cache<String, Caller> issued;

    Tickets(AccessSettings settings, RevokedTokens revoked, LimitMeter meter) {
        this.settings = settings;
        this.revoked = revoked;
        this.meter = meter;
        this.issued = Caffeine.newBuilder().expireAfterWrite(settings.ticketAge()).executor(Runnable::run).build();
    }

    /**
     * One at a time, or two would each see the room that is there for one.
     *
     * @throws Problem if this user, or all together, have as many as they may
     */
    synchronized String issue(Caller caller) {
        issued.cleanUp(); // Or those that nobody can use any more would be counted until somebody writes.
        var holders = issued.asMap().values();
        if (holders.size() >= settings.maxTickets()
                || holders.stream().filter(holder -> holder.user().equals(caller.user())).count() >= settings
                        .maxTicketsPerUser()) {
            meter.count(Limit.TICKETS);
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "There are too many tickets that nobody has used yet.",
                    settings.ticketAge());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(ticket, caller);
        return ticket;
    }

    /** Who has got this ticket, which is void from now on. */
    Caller redeem(String ticket) {
        var caller = issued.asMap().remove(ticket);
        if (caller == null || revoked.isRevoked(caller)) {
            throw new Problem(ProblemCode.TOKEN_INVALID, "The ticket is not valid, or no longer.");
        }
        return caller;
    }
}
