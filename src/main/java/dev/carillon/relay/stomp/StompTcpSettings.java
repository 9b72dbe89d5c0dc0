package dev.carillon.relay.stomp;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.relay.stomp}.
 *
 * @param host where the broker is
 * @param port on which it speaks STOMP
 * @param login as whom this node connects
 * @param passcode with what
 * @param virtualHost which part of the broker; {@code /} by default
 * @param heartbeat how often each side says something at the latest; the broker is given up when it is silent for three of them
 * @param sslBundle of {@code spring.ssl.bundle}, for TLS; none by default
 */
@Validated
@ConfigurationProperties("carillon.relay.stomp")
record StompTcpSettings(@NotBlank @DefaultValue("127.0.0.1") String host,
        @Min(1) @Max(65535) @DefaultValue("61613") int port, @NotNull @DefaultValue("guest") String login,
        @NotNull @DefaultValue("guest") String passcode, @NotBlank @DefaultValue("/") String virtualHost,
        @NotNull @DurationMin(millis = 100) @DefaultValue("5s") Duration heartbeat, @Nullable String sslBundle) {

    /** Without the passcode, wherever it may be printed (CWE-532). */
    @Override
    public String toString() {
        return login + "@" + host + ":" + port + virtualHost;
    }
}
