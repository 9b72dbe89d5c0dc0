package dev.carillon.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.carillon.destination.Pattern;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.log}.
 *
 * @param file the SQLite database, made where it is missing; not used with a {@code spring.datasource.url} of PostgreSQL
 * @param restored which backup the log was put back from, in any words: with others than at the last start its streams begin a
 *     new epoch
 * @param window memory for what was stored recently, which clients that come back get without the database; 32 MiB by default
 * @param retention how long a stream's notifications are kept where no pattern says otherwise
 * @param retentionOf the same by topic or user pattern; the first that matches counts
 */
@Validated
@ConfigurationProperties("carillon.log")
record LogSettings(@NotNull @DefaultValue("data/carillon.db") Path file, @Nullable String restored,
        @NotNull @DefaultValue("32MB") DataSize window, @Valid @NotNull @DefaultValue Keep retention,
        @DefaultValue Map<String, @Valid Keep> retentionOf) {

    /** @throws IllegalArgumentException if one is for what is no pattern */
    LogSettings {
        retentionOf.keySet().forEach(Pattern::parse);
    }

    /**
     * What is kept of a stream.
     *
     * @param age a notification goes when it is older; seven days by default
     * @param count how many offsets back it goes at the latest; 100,000 by default
     */
    record Keep(@NotNull @DefaultValue("7d") Duration age, @Min(1) @DefaultValue("100000") long count) {}
}
