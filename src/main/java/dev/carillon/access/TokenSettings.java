package dev.carillon.access;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.tokens}.
 *
 * @param hmacSecret the HS256 key, at least 32 bytes in UTF-8 (RFC 7518 section 3.2), without white space around it
 * @param audience what {@code aud} must contain under the HS256 key; not checked where empty
 * @param issuers whose tokens are taken; with none and no secret, Spring's
 *     {@code spring.security.oauth2.resourceserver.jwt.*} names the keys
 * @param keySets how the keys of issuers are fetched
 * @param revocationsKept how long a revoked token is refused; 30 d by default, no less than a token lives
 */
@Validated
@ConfigurationProperties("carillon.tokens")
public record TokenSettings(@Nullable String hmacSecret, @Nullable @Size(min = 1) String audience,
        @DefaultValue List<@Valid Issuer> issuers, @Valid @DefaultValue KeySets keySets,
        @NotNull @DefaultValue("30d") Duration revocationsKept) {

    /** @throws IllegalArgumentException if an issuer is named twice */
    public TokenSettings {
        var known = new HashSet<String>();
        for (var issuer : issuers) {
            if (!known.add(issuer.issuer())) {
                throw new IllegalArgumentException("carillon.tokens.issuers names " + issuer.issuer() + " twice");
            }
        }
    }

    /** Without the secret, wherever it may be printed (CWE-532). */
    @Override
    public String toString() {
        return "TokenSettings[audience=" + audience + ", issuers=" + issuers + "]";
    }

    /**
     * One issuer.
     *
     * @param issuer the {@code iss} of its tokens, to the letter
     * @param jwkSetUri where its keys are; where null, its metadata says it
     * @param audience what {@code aud} must contain: an issuer signs for others, too (RFC 8725 section 3.9)
     * @param algorithms how it may sign
     */
    public record Issuer(@NotEmpty String issuer, @Nullable URI jwkSetUri, @NotEmpty String audience,
            @NotEmpty @DefaultValue({"RS256", "ES256", "EdDSA"}) Set<KeyAlgorithm> algorithms) {}

    /**
     * How key sets are fetched and kept.
     *
     * @param age how long a set is good for, and so a key that was withdrawn; 5 min by default
     * @param ageInOutage the same while the set cannot be fetched; 1 h by default
     * @param refetchInterval in which a set is fetched twice at most, whatever key ids come; 10 s by default
     * @param timeout of one fetch; 2 s by default
     * @param maxSize the most bytes of an answer; 64 KB by default
     */
    public record KeySets(@NotNull @DefaultValue("5m") Duration age, @NotNull @DefaultValue("1h") Duration ageInOutage,
            @NotNull @DefaultValue("10s") Duration refetchInterval, @NotNull @DefaultValue("2s") Duration timeout,
            @NotNull @DefaultValue("64KB") DataSize maxSize) {}
}
