package dev.carillon.publish;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.log.NotificationLog;
import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which keys are under way, and how many of each caller are remembered: each is a row in the store (CWE-770). Thread-safe. */
@Component
class IdempotencyKeys {

    /** A key while its first request is under way. */
    private record InFlight(String caller, String key) {}

    private final Set<InFlight> inFlight = ConcurrentHashMap.newKeySet();
    private final NotificationLog log;
    private final PublishSettings settings;
    private final Cache<String, KeyCount> counts;

    IdempotencyKeys(NotificationLog log, PublishSettings settings) {
        this.log = log;
        this.settings = settings;
        this.counts = Caffeine.newBuilder()
                .expireAfterAccess(settings.idempotencyAge().plus(Duration.ofMinutes(1))) // By then it has none.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Has a publication carried out, alone among those of its key.
     *
     * @param publish given how to refuse a key that is new, where there is no room for one; one that is known needs none
     */
    Answer once(IdempotencyKey key, Function<@Nullable Problem, IdempotentPublication.Result> publish) {
        var request = new InFlight(key.caller(), key.key());
        if (!inFlight.add(request)) {
            throw inUse();
        }
        try {
            return counted(counts.get(key.caller(), this::count), publish);
        } finally {
            inFlight.remove(request);
        }
    }

    static Problem inUse() {
        return new Problem(ProblemCode.IDEMPOTENCY_KEY_IN_USE, "A request with this key is under way.",
                IdempotencyKey.HEADER);
    }

    private Answer counted(KeyCount count, Function<@Nullable Problem, IdempotentPublication.Result> publish) {
        if (!count.take()) {
            return publish.apply(full(count)).answer();
        }
        boolean remembered = false;
        try {
            var result = publish.apply(null);
            remembered = result.isFirst();
            return result.answer();
        } finally {
            count.done(remembered);
        }
    }

    private KeyCount count(String caller) {
        return new KeyCount(settings.maxIdempotencyKeys(), () -> log.query(jdbc -> jdbc.queryForList(
                "select count(*) from idempotency where caller = ?", Long.class, caller).getFirst()), System::nanoTime);
    }

    private Problem full(KeyCount count) {
        return new Problem(ProblemCode.LIMIT_EXCEEDED, "A user has " + settings.maxIdempotencyKeys()
                + " keys remembered at most.", Limit.IDEMPOTENCY_KEYS, count.untilCounted());
    }
}
