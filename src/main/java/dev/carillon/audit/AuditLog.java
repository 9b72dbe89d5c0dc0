package dev.carillon.audit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.carillon.admission.Rate;
import io.github.bucket4j.Bucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes the audit log, the logger {@code carillon.audit}: a line an event, without tokens and payloads (CWE-532). Thread-safe. */
@Component
public class AuditLog {

    private static final Logger log = LoggerFactory.getLogger("carillon.audit");

    private final Bucket refusals;
    private final AtomicLong suppressed = new AtomicLong();

    AuditLog(AuditSettings settings) {
        this.refusals = Rate.bucket(settings.refusalsPerSecond());
    }

    /** Writes what those did who may. */
    public void write(AuditEntry entry) {
        log.info("{}", entry);
    }

    /**
     * Writes what was refused, as far as there is not too much of it: anybody can be refused as often as they like, and must not
     * fill the disk with it, nor have us make lines that nobody gets to see (CWE-779).
     */
    public void writeRefusal(Supplier<AuditEntry> entry) {
        if (refusals.tryConsume(1)) {
            long before = suppressed.getAndSet(0);
            log.info("{}", before == 0 ? entry.get() : entry.get().with("suppressed", before));
        } else {
            suppressed.incrementAndGet();
        }
    }

    /** Whether single publishes are written as well: there are thousands a second, so somebody has to ask for it. */
    public boolean isDetailed() {
        return log.isDebugEnabled();
    }

    /** Writes what is only asked for with {@link #isDetailed}. */
    public void writeDetail(AuditEntry entry) {
        log.debug("{}", entry);
    }
}
