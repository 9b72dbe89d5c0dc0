package dev.carillon.admission;

import java.time.Duration;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.Quota;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Lets connections in as long as there is room: a flood of them costs a look at a bucket each (CWE-770). Thread-safe. */
@Component
public class Admission {

    /** When those come back who found no room; clients add to it at random. */
    private static final Duration FULL = Duration.ofSeconds(5);
    /** The same of those who found a node that leaves, by when its load balancer has noticed. */
    private static final Duration RESTART = Duration.ofSeconds(2);

    private final AdmissionSettings settings;
    private final ClientAddress addresses;
    private final LimitMeter meter;
    private final Bucket all;
    private final Rate each;
    private final Headcount connections = new Headcount();
    private final Headcount perAddress = new Headcount();
    private final Headcount perUser = new Headcount();
    private volatile boolean closed;

    Admission(AdmissionSettings settings, ClientAddress addresses, LimitMeter meter) {
        this.settings = settings;
        this.addresses = addresses;
        this.meter = meter;
        this.all = Rate.bucket(settings.handshakesPerSecond());
        this.each = new Rate(new Quota("handshakes", settings.handshakesPerSecondPerAddress()),
                Limit.HANDSHAKES_PER_ADDRESS, meter);
    }

    /**
     * Counts an attempt, before anything else is looked at.
     *
     * @throws Problem if too many come
     */
    public void knock(HttpServletRequest request) {
        // An address that is over its own limit takes nothing from the others.
        each.take(addresses.of(request));
        var taken = all.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            meter.count(Limit.HANDSHAKES);
            throw new Problem(ProblemCode.OVERLOADED, "Too many connections are opened at once.",
                    Duration.ofNanos(taken.getNanosToWaitForRefill()));
        }
    }

    /**
     * Takes a place for another connection.
     *
     * @throws Problem if there is no room for one, or not from there, or none any more
     */
    public Seat seat(HttpServletRequest request) {
        if (closed) {
            throw new Problem(ProblemCode.SERVER_RESTART, "This node is about to stop.", RESTART);
        }
        var seat = new Seat(this, addresses.of(request));
        if (!connections.add("", settings.maxConnections())) {
            throw full(Limit.CONNECTIONS, ProblemCode.OVERLOADED);
        }
        if (!perAddress.add(seat.address(), settings.maxConnectionsPerAddress())) {
            connections.remove("");
            throw full(Limit.CONNECTIONS_PER_ADDRESS, ProblemCode.LIMIT_EXCEEDED);
        }
        return seat;
    }

    /** From now on nobody is let in. */
    public void close() {
        closed = true;
    }

    void taken(String user) {
        if (!perUser.add(user, settings.maxConnectionsPerUser())) {
            throw full(Limit.CONNECTIONS_PER_USER, ProblemCode.LIMIT_EXCEEDED);
        }
    }

    void left(String user) {
        perUser.remove(user);
    }

    void leave(Seat seat) {
        connections.remove("");
        perAddress.remove(seat.address());
    }

    private Problem full(Limit limit, ProblemCode code) {
        meter.count(limit);
        return new Problem(code, "There are too many connections.", FULL);
    }
}
