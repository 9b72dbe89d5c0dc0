package dev.carillon.stomp;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.stomp}.
 *
 * @param heartbeat how often the service sends, and wants, a heart-beat where the client agrees; 10 s by default, to the
 *     second; zero for never
 * @param maxHeaders headers that a frame may have; 100 by default
 * @param maxHeaderLine bytes of one of them with its name; 16 KiB by default, a token being the longest
 * @param maxSubscriptions subscriptions that a session may have; 256 by default
 * @param maxHistory how many of the last notifications a SUBSCRIBE may ask for; 1,000 by default
 * @param maxTransactions transactions that a session may have open; 8 by default
 * @param maxTransactionFrames frames that one transaction may hold; 100 by default
 * @param maxTransactionBytes bytes of frames that a session's transactions may hold together; 1 MiB by default
 */
@Validated
@ConfigurationProperties("carillon.stomp")
record StompSettings(@NotNull @DefaultValue("10s") Duration heartbeat,
        @Min(1) @DefaultValue("100") int maxHeaders, @NotNull @DefaultValue("16KB") DataSize maxHeaderLine,
        @Min(1) @DefaultValue("256") int maxSubscriptions,
        @Min(1) @DefaultValue("1000") int maxHistory, @Min(0) @DefaultValue("8") int maxTransactions,
        @Min(1) @DefaultValue("100") int maxTransactionFrames,
        @NotNull @DefaultValue("1MB") DataSize maxTransactionBytes) {}
