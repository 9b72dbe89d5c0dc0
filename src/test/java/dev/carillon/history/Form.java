package dev.carillon.history;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;

/** The shapes that a payload can have; each has its own way through the service. */
enum Form {
    TEXT("text/plain", StandardCharsets.UTF_8), //
    JSON("application/json", StandardCharsets.UTF_8),
    /** Octets as characters. */
    OCTETS("application/octet-stream", StandardCharsets.ISO_8859_1);

    private static final int SHOWN = 24;

    private final String contentType;
    private final Charset charset;

    Form(String contentType, Charset charset) {
        this.contentType = contentType;
        this.charset = charset;
    }

    String contentType() {
        return contentType;
    }

    byte[] bytes(String body) {
        return body.getBytes(charset);
    }

    /** A body that begins with what makes it unique; most are small, a few are not. */
    String body(String unique, RandomGenerator random) {
        int length = random.nextInt(50) == 0 ? random.nextInt(8_000) : random.nextInt(120);
        return switch (this) {
            case TEXT -> unique + " \t:\\\n\u00e9\u20ac\uD83D\uDD14 " + "x".repeat(length);
            case JSON -> "{\"unique\":\"" + unique + "\",\"more\":[true,null,\"\u00e9 " + "y".repeat(length) + "\"]}";
            case OCTETS -> random.ints(length, 0, 256)
                    .collect(() -> new StringBuilder(unique).append(' '), StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
        };
    }

    /** The body that a page of the stored stream tells of. */
    static String read(JsonNode entry) {
        if (entry.has("payloadBase64")) {
            return new String(Base64.getDecoder().decode(entry.get("payloadBase64").asString()),
                    StandardCharsets.ISO_8859_1);
        }
        var payload = entry.get("payload");
        return payload.isString() ? payload.asString() : payload.toString();
    }

    static String shown(String body) {
        return body.substring(0, Math.min(body.length(), SHOWN)).replaceAll("\\p{Cntrl}.*", "");
    }
}
