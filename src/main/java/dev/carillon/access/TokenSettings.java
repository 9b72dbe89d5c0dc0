package dev.carillon.access;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.tokens}.
 *
 * @param hmacSecret the HS256 key, at least 32 bytes in UTF-8 (RFC 7518 section 3.2); without it, Spring's
 *     {@code spring.security.oauth2.resourceserver.jwt.*} names the keys
 * @param audience what {@code aud} must contain under the HS256 key; not checked where empty
 */
@Validated
@ConfigurationProperties("carillon.tokens")
record TokenSettings(@Nullable String hmacSecret, @Nullable @Size(min = 1) String audience) {}
