package dev.carillon.connection;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.connection}.
 *
 * @param acceptBacklog connections that may wait to be accepted; 1024 by default, the kernel's somaxconn caps it
 * @param maxFrame the most bytes of one STOMP frame with its headers, and of one WebSocket message; 80 KiB by default,
 *     a payload of 64 KiB and room for headers
 * @param connectTimeout how long a socket may stay without a CONNECT that is accepted; 10 s by default
 * @param headTimeout how long a client may take over the head of a request, a TLS handshake, or to come to the first request of
 *     an HTTP/2 connection; 10 s by default, found out within as long again
 * @param maxInboundFrames WebSocket frames that one client may send a second, and at once; 5,000 by default
 * @param maxAge how long a connection may last before it is closed with 1001, so that load spreads again over new nodes; up to a
 *     quarter less, as drawn; for good by default
 * @param maxInbound bytes that one client may send a second, and at once; 8 MiB by default
 */
@Validated
@ConfigurationProperties("carillon.connection")
record ConnectionSettings(@Min(1) @DefaultValue("1024") int acceptBacklog,
        @NotNull @DefaultValue("80KB") DataSize maxFrame, @NotNull @DefaultValue("10s") Duration connectTimeout,
        @NotNull @DefaultValue("10s") Duration headTimeout, @Min(1) @DefaultValue("5000") int maxInboundFrames,
        @NotNull @DefaultValue("8MB") DataSize maxInbound, @DurationMin(seconds = 1) @Nullable Duration maxAge) {

    /** @throws IllegalArgumentException if a frame could be larger than an array */
    ConnectionSettings {
        if (maxFrame.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("carillon.connection.max-frame is less than 2GB");
        }
    }

    int maxFrameBytes() {
        return Math.toIntExact(maxFrame.toBytes());
    }
}
