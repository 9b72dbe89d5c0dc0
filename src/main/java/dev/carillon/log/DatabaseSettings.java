package dev.carillon.log;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Of Spring's settings of {@code spring.datasource} what is to be known before there is a data source.
 *
 * @param url of SQLite or PostgreSQL; null where the log is in a file of its own
 */
@ConfigurationProperties("spring.datasource")
record DatabaseSettings(@Nullable String url) {

    /** @throws IllegalStateException if it is of another database */
    DatabaseSettings {
        if (url != null) {
            Vendor.of(url);
        }
    }
}
