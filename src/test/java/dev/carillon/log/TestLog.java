package dev.carillon.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import dev.carillon.TestDatabase;
import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** A log without a service around it: nothing sweeps it but the test. */
public final class TestLog implements AutoCloseable {

    private final TestDatabase database;
    private final AutoCloseable last;
    private final LogSettings settings;
    private final HikariDataSource dataSource;
    private final JdbcNotificationLog log;
    private final Lease sweeping;

    /** @param settings each {@code name=value}, below {@code carillon.log} */
    public TestLog(TestDatabase database, String... settings) throws IOException {
        this(database, database, settings);
    }

    private TestLog(TestDatabase database, AutoCloseable last, String... settings) throws IOException {
        this.database = database;
        this.last = last;
        this.settings = settings(settings);
        var properties = new DataSourceProperties();
        properties.setUrl(database.url());
        properties.setUsername("postgres");
        this.dataSource = new LogConfiguration().dataSource(properties, this.settings);
        Flyway.configure().dataSource(dataSource).load().migrate();
        this.log = new JdbcNotificationLog(dataSource, this.settings, _ -> true, new SimpleMeterRegistry());
        this.sweeping = new Lease(log, "retention", Duration.ofMinutes(1));
    }

    /** Another node on the same database, which goes with this one. */
    public TestLog another() throws IOException {
        return new TestLog(database, () -> {});
    }

    static LogSettings settings(String... settings) {
        var values = new MapConfigurationPropertySource();
        for (var setting : settings) {
            values.put("carillon.log." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return new Binder(values).bindOrCreate("carillon.log", LogSettings.class);
    }

    public NotificationLog log() {
        return log;
    }

    TestDatabase database() {
        return database;
    }

    /** Sweeps as if it was so late. */
    public void sweep(Instant now) {
        sweep(newSweep(), now);
    }

    void sweep(Sweep sweep, Instant now) {
        sweep.run(now.toEpochMilli(), sweeping);
    }

    Sweep newSweep() {
        return new Sweep(log, Keeping.of(settings));
    }

    /** Appends one that never expires. */
    public Notification append(Destination destination, String payload) {
        return append(destination, payload, null, null);
    }

    public Notification append(Destination destination, String payload, String key, Instant expiresAt) {
        var notification = new Notification(NotificationId.next(), destination, null, key, Map.of(),
                new Payload("text/plain", payload.getBytes(StandardCharsets.UTF_8)),
                Instant.ofEpochMilli(System.currentTimeMillis()), expiresAt, null);
        return NotificationLog.await(log.submit(transaction -> transaction.append(List.of(notification)))).getFirst();
    }

    /** It answers nobody any more. */
    void stop() {
        log.close();
    }

    @Override
    public void close() throws Exception {
        log.close();
        dataSource.close();
        last.close();
    }
}
