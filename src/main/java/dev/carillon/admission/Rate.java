package dev.carillon.admission;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.Quota;
import io.github.bucket4j.Bucket;

/** How often each user, or each address, may do something in a second, and at once (CWE-770). Thread-safe. */
public final class Rate {

    /** Of whom it is known how often they came; beyond, the ones that came least are forgotten. */
    private static final int MAX_KNOWN = 100_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** After so long an unused bucket is full again, and as good as a new one. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .build();
    private final Quota quota;
    private final Limit limit;
    private final LimitMeter meter;

    /** A rate of its own, that counts under {@code limit} whom it refuses. */
    public Rate(Quota quota, Limit limit, LimitMeter meter) {
        this.quota = quota;
        this.limit = limit;
        this.meter = meter;
    }

    /**
     * Counts one more.
     *
     * @throws Problem if {@code who} has to wait before
     */
    public void take(String who) {
        var taken = buckets.get(who, _ -> bucket(quota.perSecond())).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            meter.count(limit);
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "There may be " + quota.perSecond() + " a second at most.",
                    Duration.ofNanos(taken.getNanosToWaitForRefill()), quota);
        }
    }

    /** A single bucket of so much in a second, and at once. */
    public static Bucket bucket(long perSecond) {
        return Bucket.builder().addLimit(each -> each.capacity(perSecond).refillGreedy(perSecond, SECOND)).build();
    }
}
