package dev.carillon.log;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log in a database: one thread writes, readers ask what is in memory first. Thread-safe. */
final class JdbcNotificationLog implements NotificationLog, LogWriter.Database, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JdbcNotificationLog.class);

    private final JdbcTemplate jdbc;
    private final Vendor vendor;
    private final WritingConnection writing;
    private final StreamTable writtenStreams;
    private final StreamTable streams;
    private final NotificationTable notifications;
    private final StreamWindows windows;
    private final LogWriter writer;

    JdbcNotificationLog(HikariDataSource dataSource, LogSettings settings, Followed followed, MeterRegistry meters) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.vendor = Vendor.of(dataSource.getJdbcUrl());
        this.writing = new WritingConnection(dataSource, vendor);
        this.streams = new StreamTable(jdbc, vendor);
        this.writtenStreams = streams.over(writing.jdbc());
        this.notifications = new NotificationTable(jdbc);
        this.windows = new StreamWindows(settings.window().toBytes(), streams::head, followed);
        this.writer = new LogWriter(this, new LogMeters(meters));
    }

    @Override
    public <R> CompletableFuture<R> submit(Change<R> change, Consumer<R> stored) {
        return writer.submit(change, stored);
    }

    @Override
    public Head head(Destination destination) {
        return available(() -> windows.of(destination).head());
    }

    @Override
    public Map<Destination, Head> heads(Collection<Destination> destinations) {
        return available(() -> streams.heads(destinations));
    }

    @Override
    public Head headInStore(Destination destination) {
        return available(() -> {
            var stored = streams.head(destination);
            forgetBehind(destination, stored);
            return stored;
        });
    }

    @Override
    public Optional<Head> recentHead(Destination destination) {
        return windows.recent(destination).map(StreamWindow::head);
    }

    @Override
    public Optional<Page> recentPage(Destination destination, long after, long acknowledgedUpTo, int limit) {
        return acknowledgedUpTo > after
                ? Optional.empty()
                : windows.recent(destination).map(window -> window.after(after, limit));
    }

    @Override
    public Page read(Destination destination, long after, long acknowledgedUpTo, int limit) {
        return available(() -> {
            if (acknowledgedUpTo > after) {
                return stored(destination, streams.head(destination), after, acknowledgedUpTo, limit);
            }
            var window = windows.of(destination);
            var page = window.after(after, limit);
            if (page == null) {
                window.reachBack(after, from -> between(destination, after, from));
                page = window.after(after, limit);
            }
            return page != null ? page : stored(destination, window.head(), after, 0, limit);
        });
    }

    @Override
    public Optional<Notification> find(NotificationId id) {
        return available(() -> notifications.find(id));
    }

    @Override
    public <R> R query(Function<JdbcTemplate, R> query) {
        return available(() -> query.apply(jdbc));
    }

    @Override
    public void heard(Notification stored, @Nullable NotificationId recalled) {
        if (recalled != null) {
            windows.change(stored.destination(), window -> window.remove(recalled));
        }
        windows.append(stored);
    }

    @Override
    public void forget(Destination destination) {
        windows.forget(destination);
    }

    @Override
    public boolean forgetBehind(Destination destination, Head stored) {
        var known = recentHead(destination);
        boolean behind = known.isPresent() && known.get().isBehind(stored);
        if (behind) {
            forget(destination);
        }
        return behind;
    }

    /** What it is kept in. */
    String store() {
        return vendor.name().toLowerCase(Locale.ROOT);
    }

    boolean isHealthy() {
        return writer.isHealthy();
    }

    @Override
    public void commit(List<PendingChange<?>> batch) {
        var transaction = new Transaction(writing.jdbc(), writtenStreams, vendor);
        writing.transaction(() -> {
            transaction.open(batch.stream().flatMap(change -> change.appendsTo().stream()).toList());
            batch.forEach(change -> change.apply(transaction));
            transaction.finish(batch.isEmpty());
        });
        transaction.tell(windows);
    }

    @Override
    public boolean isRefusal(Throwable failure) {
        return isOfDatabase(failure, vendor::isRefusal);
    }

    @Override
    public boolean isConflict(Throwable failure) {
        return isOfDatabase(failure, vendor::isConflict);
    }

    @Override
    public void failed() {
        windows.forgetAll();
        writing.discard();
    }

    @Override
    public void close() {
        writer.stop();
        writing.discard();
    }

    private Page between(Destination destination, long after, long upTo) {
        var head = new Head(windows.of(destination).head().epoch(), upTo, 0);
        return stored(destination, head, after, 0, Math.toIntExact(upTo - after));
    }

    /** The tail is asked for last: what retention took before the page was read is before it. */
    private Page stored(Destination destination, Head head, long after, long acknowledgedUpTo, int limit) {
        var page = notifications.read(destination, head, after, acknowledgedUpTo, limit);
        return new Page(page.notifications(), page.upTo(), streams.head(destination).tail());
    }

    private static boolean isOfDatabase(Throwable failure, Predicate<SQLException> kind) {
        return failure instanceof DataAccessException
                && NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                && kind.test(cause);
    }

    private static <T> T available(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DataAccessException failure) {
            log.debug("The store could not be read", failure); // The writer says so, once; a reader tells its caller.
            throw LogWriter.unavailable();
        }
    }
}
