package dev.carillon.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

import dev.carillon.log.Change;
import dev.carillon.log.NotificationLog;
import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.springframework.stereotype.Component;

/**
 * What a browser can put into the address of its handshake, where it cannot set a header: good for one connection, soon, as
 * addresses are written into logs (CWE-598). They are stored, as the handshake may come to another node. Thread-safe.
 */
@Component
class Tickets {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final NotificationLog log;
    private final AccessSettings settings;
    private final RevokedTokens revoked;
    private final LimitMeter meter;

    Tickets(NotificationLog log, AccessSettings settings, RevokedTokens revoked, LimitMeter meter) {
        this.log = log;
        this.settings = settings;
        this.revoked = revoked;
        this.meter = meter;
    }

    /**
     * Waits until it is stored.
     *
     * @throws Problem if this user, or all together, have as many as they may
     */
    String issue(Caller caller) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var issued = new IssuedTicket(Digest.of(ticket), caller.user(), CallerText.of(caller), settings);
        if (!NotificationLog.await(log.submit(issued))) {
            meter.count(Limit.TICKETS);
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "There are too many tickets that nobody has used yet.",
                    settings.ticketAge());
        }
        return ticket;
    }

    /** Who has got this ticket, which is void from now on. Waits until that is stored. */
    Caller redeem(String ticket) {
        var digest = Digest.of(ticket);
        return (isThere(digest) ? take(digest) : Optional.<Caller>empty())
                .filter(caller -> !revoked.isRevoked(caller))
                .orElseThrow(() -> new Problem(ProblemCode.TOKEN_INVALID, "The ticket is not valid, or no longer."));
    }

    /** First a look: what strangers guess does not keep the one thread that writes busy. */
    private boolean isThere(byte[] digest) {
        return log.query(jdbc -> !jdbc.queryForList("select 1 from ticket where digest = ?", Integer.class, digest)
                .isEmpty());
    }

    /** Of two that have the same, on whatever nodes, one deletes it. */
    private Optional<Caller> take(byte[] digest) {
        Change<Optional<String>> taking = transaction -> transaction.jdbc()
                .queryForList("delete from ticket where digest = ? and expires_at > " + transaction.clock()
                        + " returning caller", String.class, digest)
                .stream()
                .findFirst();
        return NotificationLog.await(log.submit(taking)).map(CallerText::parse);
    }
}
