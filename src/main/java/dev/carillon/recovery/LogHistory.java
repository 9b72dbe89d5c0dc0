package dev.carillon.recovery;

import java.util.function.Consumer;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.History;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Page;
import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The past of streams: from memory at once, so that a page goes out in one write with the receipt of its SUBSCRIBE; from the store by
 * threads that may wait for it.
 */
@Component
class LogHistory implements History {

    private static final Logger logger = LoggerFactory.getLogger(LogHistory.class);

    private final NotificationLog log;
    private final LogReaders readers;

    LogHistory(NotificationLog log, LogReaders readers) {
        this.log = log;
        this.readers = readers;
    }

    @Override
    public void read(Destination destination, long after, long acknowledgedUpTo, int limit,
            Consumer<@Nullable Page> answer) {
        log.recentPage(destination, after, acknowledgedUpTo, limit)
                .ifPresentOrElse(answer, () -> readers
                        .execute(() -> answer.accept(page(destination, after, acknowledgedUpTo, limit))));
    }

    private @Nullable Page page(Destination destination, long after, long acknowledgedUpTo, int limit) {
        try {
            return log.read(destination, after, acknowledgedUpTo, limit);
        } catch (Problem unavailable) {
            logger.debug("A page could not be read", unavailable); // It is asked for again.
            return null;
        } catch (RuntimeException fault) {
            // Whatever it is: a lane waits for the answer.
            logger.error("A page could not be read", fault);
            return null;
        }
    }
}
