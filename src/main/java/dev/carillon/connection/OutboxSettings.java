package dev.carillon.connection;

import java.time.Duration;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Pattern;
import dev.carillon.fanout.FanoutLimits;
import dev.carillon.fanout.OutboxPolicy;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.outbox}: what may wait for one session.
 *
 * @param maxFrames most frames that wait for a session, those that wait for an ACK included; 4096 by default
 * @param maxBytes most bytes of frames that wait for a session, and again of those that wait for an ACK; 1 MiB by default
 * @param deliveryAttempts how often a notification is sent that a client refuses with NACK; 3 by default
 * @param writeTimeout how long one write may take before the session is closed; 10 s by default
 * @param closeTimeout how long a close may take before the connection is cut; 5 s by default
 * @param policies what a full outbox means, by topic pattern; the first that matches counts, {@code disconnect} otherwise
 */
@Validated
@ConfigurationProperties("carillon.outbox")
record OutboxSettings(@Min(1) @DefaultValue("4096") int maxFrames, @NotNull @DefaultValue("1MB") DataSize maxBytes,
        @Min(1) @DefaultValue("3") int deliveryAttempts, @NotNull @DefaultValue("10s") Duration writeTimeout,
        @NotNull @DefaultValue("5s") Duration closeTimeout, @DefaultValue Map<String, OutboxPolicy> policies) {

    /** @throws IllegalArgumentException if one is for what is no pattern */
    OutboxSettings {
        policies.keySet().forEach(Pattern::parse);
    }

    FanoutLimits limits(ConnectionSettings connections) {
        var rules = policies.entrySet()
                .stream()
                .map(rule -> Map.entry(Pattern.parse(rule.getKey()), rule.getValue()))
                .toList();
        return new FanoutLimits(maxFrames, maxBytes.toBytes(), deliveryAttempts,
                connections.connectTimeout(), writeTimeout, closeTimeout, connections.maxAge(),
                (Destination destination) -> rules.stream()
                        .filter(rule -> rule.getKey().matches(destination))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(OutboxPolicy.DISCONNECT));
    }
}
