package dev.carillon.stream;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.stream}.
 *
 * @param heartbeat how often an event stream gets a comment where there is nothing else; 15 s by default, to the second; zero for
 *     never
 * @param maxDestinations destinations of one event stream, 100 at most so that an id of it fits into a header; 50 by default
 */
@Validated
@ConfigurationProperties("carillon.stream")
record StreamSettings(@NotNull @DefaultValue("15s") Duration heartbeat,
        @Min(1) @Max(100) @DefaultValue("50") int maxDestinations) {}
