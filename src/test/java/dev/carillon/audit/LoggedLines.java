package dev.carillon.audit;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** What is logged while it is open, whoever logs it, single publishes among it. */
final class LoggedLines implements AutoCloseable {

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("carillon.audit");

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    LoggedLines(Level level) {
        AUDIT.setLevel(level);
        appender.start();
        ROOT.addAppender(appender);
    }

    /** Those of everybody. */
    List<String> all() {
        // Logback appends under its own lock, which a copy of the list does not take.
        return new ArrayList<>(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    List<String> audit() {
        return new ArrayList<>(appender.list).stream()
                .filter(event -> event.getLoggerName().equals(AUDIT.getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Waits for a line of the audit log that a pattern describes as a whole. */
    void expect(String pattern) {
        await(pattern).until(() -> audit().stream().anyMatch(line -> line.matches(pattern)));
    }

    @Override
    public void close() {
        ROOT.detachAppender(appender);
        AUDIT.setLevel(null);
    }
}
