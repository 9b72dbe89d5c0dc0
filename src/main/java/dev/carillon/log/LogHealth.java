package dev.carillon.log;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while what is published cannot be stored. */
@Component("log")
class LogHealth implements HealthIndicator {

    private final JdbcNotificationLog log;

    LogHealth(JdbcNotificationLog log) {
        this.log = log;
    }

    @Override
    public Health health() {
        return (log.isHealthy() ? Health.up() : Health.down()).withDetail("store", log.store()).build();
    }
}
