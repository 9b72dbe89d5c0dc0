package dev.carillon.log;

import java.util.Properties;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The tables are made, and brought up to date, on a connection that waits as long as it takes: a large log takes minutes. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

    @Bean
    FlywayConfigurationCustomizer patientMigrations(HikariDataSource dataSource) {
        return configuration -> {
            if (Vendor.of(dataSource.getJdbcUrl()) == Vendor.POSTGRESQL) {
                configuration.dataSource(patient(dataSource));
            }
        };
    }

    /** The pool's, but for the ten seconds after which it takes a statement for one that is lost. */
    private static DriverManagerDataSource patient(HikariDataSource pool) {
        var properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.remove("socketTimeout");
        var patient = new DriverManagerDataSource(pool.getJdbcUrl(), properties);
        patient.setUsername(pool.getUsername());
        patient.setPassword(pool.getPassword());
        return patient;
    }
}
