package dev.carillon.publish;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Reads what a request says in texts, whether they were JSON, query parameters or headers. */
public final class RequestTexts {

    private RequestTexts() {}

    /** ISO 8601, like {@code PT10M}. */
    public static @Nullable Duration duration(@Nullable String text, String field) {
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException _) {
            throw PublishRequest.invalid("A " + field + " is an ISO 8601 duration, like PT10M.", field);
        }
    }

    /** RFC 3339, like {@code 2026-11-22T16:00:00Z}. */
    static @Nullable Instant instant(@Nullable String text, String field) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            throw PublishRequest.invalid("A " + field + " is a time in UTC, like 2026-11-22T16:00:00Z.", field);
        }
    }

    /** Absent is false. */
    public static boolean flag(@Nullable String text, String field) {
        return switch (text) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw PublishRequest.invalid("It is true or false.", field);
        };
    }
}
