package dev.carillon.access;

import java.time.Instant;
import java.util.List;

import dev.carillon.destination.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** A caller in one column: what its token said, and not the token. */
final class CallerText {

    /** ASCII alone: a token's id may hold what a database does not take as text. */
    private static final JsonMapper JSON = new JsonMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    /** Times are milliseconds since 1970. */
    private record Claims(String user, List<String> subscribe, List<String> publish, @Nullable String tokenId,
            @Nullable Long issuedAt, long expiry) {}

    private CallerText() {}

    static String of(Caller caller) {
        var issuedAt = caller.issuedAt();
        return JSON.writeValueAsString(new Claims(caller.user(), texts(caller.capabilities().subscribe()),
                texts(caller.capabilities().publish()), caller.tokenId(),
                issuedAt == null ? null : issuedAt.toEpochMilli(), caller.expiry().toEpochMilli()));
    }

    static Caller parse(String text) {
        var claims = JSON.readValue(text, Claims.class);
        return new Caller(claims.user(), Capabilities.of(claims.subscribe(), claims.publish()), claims.tokenId(),
                claims.issuedAt() == null ? null : Instant.ofEpochMilli(claims.issuedAt()),
                Instant.ofEpochMilli(claims.expiry()));
    }

    private static List<String> texts(List<Pattern> patterns) {
        return patterns.stream().map(Pattern::text).toList();
    }
}
