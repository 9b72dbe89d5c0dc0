package dev.carillon.access;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.tokens}.
 *
 * @param hmacSecret the HS256 key, at least 32 bytes in UTF-8 (RFC 7518 section 3.2); without it, Spring's
 *     {@code spring.security.oauth2.resourceserver.jwt.*} names the keys
 * @param audience what {@code aud} must contain under the HS256 key; not checked where empty
 * @param revocationsKept how long a revoked token is refused; 30 d by default, no less than a token lives
 */
@Validated
@ConfigurationProperties("carillon.tokens")
public record TokenSettings(@Nullable String hmacSecret, @Nullable @Size(min = 1) String audience,
        @NotNull @DefaultValue("30d") Duration revocationsKept) {}
