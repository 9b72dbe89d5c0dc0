package dev.carillon.publish;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.access.Caller;
import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.Quota;
import io.github.bucket4j.Bucket;
import org.springframework.stereotype.Component;

/** How much each user may publish a second, by whichever door and with however many tokens. Thread-safe. */
@Component
class PublishRates {

    /** After so long an unused bucket is full again, and as good as a new one. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Cache<String, Bucket> users = Caffeine.newBuilder()
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .build();
    private final Quota quota;
    private final LimitMeter meter;

    PublishRates(PublishSettings settings, LimitMeter meter) {
        this.quota = new Quota("publish", settings.maxRate());
        this.meter = meter;
    }

    /** @throws Problem if the caller has to wait before another notification */
    void require(Caller caller) {
        var taken = users.get(caller.user(), _ -> bucket()).tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            meter.count(Limit.PUBLISHES_PER_USER);
            throw new Problem(ProblemCode.LIMIT_EXCEEDED,
                    "A user publishes " + quota.perSecond() + " a second at most.",
                    Duration.ofNanos(taken.getNanosToWaitForRefill()), quota);
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.perSecond())
                        .refillGreedy(quota.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
