package dev.carillon.publish;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.publish}.
 *
 * @param maxBody the most bytes that the body of a publish request may have; 64 KiB by default
 * @param maxBatchBody the same for requests that hold several notifications; 4 MiB by default
 * @param maxBatch notifications, or destinations, in one request; 1,000 by default
 * @param maxTtl the longest time to live that a notification may have; 30 days by default
 * @param maxDelay how far ahead a delivery may be scheduled; 30 days by default
 * @param idempotencyAge for how long a request with an Idempotency-Key is answered as it was the first time; a day by default
 * @param maxIdempotencyKeys keys of one user that are remembered; 10 million by default: a back end that sends one with each of 115
 *     publishes a second all day has fewer, and at 400 bytes each they are 4 GB of the store, which is as much as one user should get
 * @param maxRate notifications that one user may publish, or try to, a second, and at once; 50,000 by default
 */
@Validated
@ConfigurationProperties("carillon.publish")
record PublishSettings(@NotNull @DefaultValue("64KB") DataSize maxBody,
        @NotNull @DefaultValue("4MB") DataSize maxBatchBody, @Min(1) @DefaultValue("1000") int maxBatch,
        @NotNull @DefaultValue("30d") Duration maxTtl, @NotNull @DefaultValue("30d") Duration maxDelay,
        @NotNull @DefaultValue("24h") Duration idempotencyAge,
        @Min(1) @DefaultValue("10000000") long maxIdempotencyKeys,
        @Min(1) @DefaultValue("50000") long maxRate) {

    /** @throws IllegalArgumentException if a body could be larger than an array */
    PublishSettings {
        if (maxBody.toBytes() > Integer.MAX_VALUE || maxBatchBody.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("carillon.publish.max-body and max-batch-body are less than 2GB");
        }
    }
}
