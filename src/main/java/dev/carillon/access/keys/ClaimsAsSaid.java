package dev.carillon.access.keys;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/**
 * Spring's conversion of claims, without what a token does not say: Spring puts a missing {@code iat} one second before
 * {@code exp}, as if it were issued after every revocation, and may spell an {@code iss} otherwise than the keys were chosen by.
 */
final class ClaimsAsSaid implements Converter<Map<String, Object>, Map<String, Object>> {

    private static final Converter<Map<String, Object>, Map<String, Object>> SPRINGS = MappedJwtClaimSetConverter
            .withDefaults(Map.of(JwtClaimNames.ISS, ClaimsAsSaid::same, "cnf", ClaimsAsSaid::confirmation));

    private static @Nullable Object same(Object value) {
        return value;
    }

    /** RFC 7800 section 3.1: an object. Spring's check of certificates casts whatever is there, outside of what it catches. */
    private static @Nullable Object confirmation(@Nullable Object value) {
        if (value == null || (value instanceof Map<?, ?> methods && isText(methods.get("x5t#S256")))) {
            return value;
        }
        throw new IllegalArgumentException("not a confirmation");
    }

    private static boolean isText(@Nullable Object thumbprint) {
        return thumbprint == null || thumbprint instanceof String;
    }

    @Override
    public Map<String, Object> convert(Map<String, Object> claims) {
        var converted = SPRINGS.convert(claims);
        if (!claims.containsKey(JwtClaimNames.IAT)) {
            converted.remove(JwtClaimNames.IAT);
        }
        return converted;
    }
}
