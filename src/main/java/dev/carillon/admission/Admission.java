package dev.carillon.admission;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Lets connections in as long as there is room: a flood of them costs a look at a bucket each (CWE-770). Thread-safe. */
@Component
public class Admission {

    /** Addresses of which it is known how often they came; beyond, the ones that came least are forgotten. */
    private static final int MAX_ADDRESSES = 100_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** When those come back who found no room; clients add to it at random. */
    private static final Duration FULL = Duration.ofSeconds(5);

    private final AdmissionSettings settings;
    private final ClientAddress addresses;
    private final LimitMeter meter;
    private final Bucket all;
    private final Cache<String, Bucket> each = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(SECOND.multipliedBy(10))
            .executor(Runnable::run)
            .build();
    private final Headcount connections = new Headcount();
    private final Headcount perAddress = new Headcount();
    private final Headcount perUser = new Headcount();

    Admission(AdmissionSettings settings, ClientAddress addresses, LimitMeter meter) {
        this.settings = settings;
        this.addresses = addresses;
        this.meter = meter;
        this.all = bucket(settings.handshakesPerSecond());
    }

    /**
     * Counts an attempt, before anything else is looked at.
     *
     * @throws Problem if too many come
     */
    public void knock(HttpServletRequest request) {
        var own = each.get(addresses.of(request), _ -> bucket(settings.handshakesPerSecondPerAddress()));
        // An address that is over its own limit takes nothing from the others.
        take(own, Limit.HANDSHAKES_PER_ADDRESS, ProblemCode.LIMIT_EXCEEDED);
        take(all, Limit.HANDSHAKES, ProblemCode.OVERLOADED);
    }

    /**
     * Takes a place for another connection.
     *
     * @throws Problem if there is no room for one, or not from there
     */
    public Seat seat(HttpServletRequest request) {
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

    private void take(Bucket bucket, Limit limit, ProblemCode code) {
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            meter.count(limit);
            throw new Problem(code, "Too many connections are opened at once.",
                    Duration.ofNanos(taken.getNanosToWaitForRefill()));
        }
    }

    private static Bucket bucket(long perSecond) {
        return Bucket.builder().addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, SECOND)).build();
    }
}
