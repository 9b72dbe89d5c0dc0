package dev.carillon.stomp;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.stomp}.
 *
 * @param heartbeat how often the service sends, and wants, a heart-beat where the client agrees; 10 s by default, to the
 *     second; zero for never
 * @param maxTransactions transactions that a session may have open; 8 by default
 * @param maxTransactionFrames frames that one transaction may hold; 100 by default
 */
@Validated
@ConfigurationProperties("carillon.stomp")
record StompSettings(@NotNull @DefaultValue("10s") Duration heartbeat, @Min(0) @DefaultValue("8") int maxTransactions,
        @Min(1) @DefaultValue("100") int maxTransactionFrames) {}
