package dev.carillon.log;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A publisher's own headers in one column: a JSON object, null for none. */
public final class HeaderText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private HeaderText() {}

    public static @Nullable String of(Map<String, String> headers) {
        return headers.isEmpty() ? null : JSON.writeValueAsString(headers);
    }

    /** In the order in which they were. */
    public static Map<String, String> parse(@Nullable String text) {
        return text == null ? Map.of() : JSON.readValue(text, TEXTS);
    }
}
