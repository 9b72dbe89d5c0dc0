package dev.carillon.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database: SQLite in one file where {@code spring.datasource.url} names no PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
class LogConfiguration {

    /** FULL: in WAL mode it is what makes a commit survive a loss of power ("PRAGMA synchronous"). */
    private static final Map<String, String> SQLITE = Map.of("journal_mode", "WAL", "synchronous", "FULL",
            "busy_timeout", "5000", "transaction_mode", "IMMEDIATE");

    /**
     * In pages of 4 KB, four a commit. At SQLite's 1,000 one commit in 250 waits for a checkpoint; one of four times as many has
     * hardly more to write, as most of them wrote the same pages. Of one caller's publishes the 99th percentile in units of a
     * fsync went from 3.8 to 3.3 (medians of five rounds).
     */
    private static final String CHECKPOINT = "pragma wal_autocheckpoint = 4000";

    /**
     * A server that has gone without a word must not hold the writer for longer than a client waits. Nor must a node that stands
     * still in the middle of a transaction: it has rows that others wait for, who would take ten seconds of that for an outage.
     */
    private static final Map<String, String> POSTGRESQL = Map.of("reWriteBatchedInserts", "true", "tcpKeepAlive",
            "true", "connectTimeout", "5", "socketTimeout", "10", "ApplicationName", "carillon",
            "options", "-c idle_in_transaction_session_timeout=5000");

    /** One for the writer, the others for readers. */
    private static final int CONNECTIONS = 6;
    /** How long a publisher waits for a database that does not answer. */
    private static final int PATIENCE_MILLIS = 3000;

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(DataSourceProperties properties, LogSettings settings) throws IOException {
        var url = properties.getUrl() == null ? "jdbc:sqlite:" + made(settings.file()) : properties.getUrl();
        var dataSource = dataSource(url);
        dataSource.setUsername(properties.getUsername());
        dataSource.setPassword(properties.getPassword());
        return dataSource;
    }

    static HikariDataSource dataSource(String url) {
        var dataSource = new HikariDataSource();
        dataSource.setPoolName("log");
        dataSource.setJdbcUrl(url);
        dataSource.setMaximumPoolSize(CONNECTIONS);
        dataSource.setConnectionTimeout(PATIENCE_MILLIS);
        if (Vendor.of(url) == Vendor.SQLITE) {
            dataSource.setConnectionInitSql(CHECKPOINT);
            SQLITE.forEach(dataSource::addDataSourceProperty);
        } else {
            POSTGRESQL.forEach(dataSource::addDataSourceProperty);
        }
        return dataSource;
    }

    @Bean
    @DependsOnDatabaseInitialization
    JdbcNotificationLog notificationLog(HikariDataSource dataSource, LogSettings settings, Followed followed,
            MeterRegistry meters) {
        return new JdbcNotificationLog(dataSource, settings, followed, meters);
    }

    /** SQLite makes the file, not the directory. */
    private static Path made(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }
}
