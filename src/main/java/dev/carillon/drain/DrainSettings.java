package dev.carillon.drain;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.drain}.
 *
 * @param delay how long a node that is to stop goes on with the connections and requests that it has, until load balancers have noticed;
 *     0 by default
 * @param rate connections that are closed a second, at the most; 500 by default
 * @param timeout when those are closed at once that are left, from the beginning; 30 s by default
 */
@Validated
@ConfigurationProperties("carillon.drain")
record DrainSettings(@NotNull @DurationMin @DefaultValue("0s") Duration delay,
        @Min(1) @Max(1_000_000) @DefaultValue("500") int rate,
        @NotNull @DurationMin @DefaultValue("30s") Duration timeout) {}
