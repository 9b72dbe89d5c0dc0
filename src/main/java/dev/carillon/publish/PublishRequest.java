package dev.carillon.publish;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.carillon.destination.PlainText;
import dev.carillon.notification.Notification;
import dev.carillon.notification.Payload;
import dev.carillon.problem.Correlation;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher asks for, from whichever door it came.
 *
 * @param type at most 255 characters, none of them a control character; null where it is absent
 * @param key what a newer notification replaces this one by, under the same rules; null where it is absent
 * @param headers what else the publisher says of it, by name
 * @param ttl for how long it is worth delivering, from its delivery time on; null for as long as it is kept
 * @param ephemeral whether it is for those who are there now, and nobody later
 * @param deliverAt when it is to be delivered; null for now
 */
public record PublishRequest(@Nullable String type, @Nullable String key, Map<String, String> headers,
        Payload payload, @Nullable Duration ttl, boolean ephemeral, @Nullable Instant deliverAt) {

    public PublishRequest {
        requirePlainText(type, "type");
        requirePlainText(key, "key");
        requirePlainText(payload.contentType(), "contentType");
        requireUtf8(payload);
        if (type != null && type.startsWith(Notification.OWN_TYPES)) {
            throw invalid("Types that begin with " + Notification.OWN_TYPES + " are the service's own.", "type");
        }
        if (ephemeral && deliverAt != null) {
            throw invalid("An ephemeral notification is not stored, so it cannot be delivered later.", "deliverAt");
        }
    }

    /** The same as a part of its caller's trace, of which subscribers are told as of any header of a publisher's. */
    PublishRequest tracedBy(@Nullable String traceParent) {
        return traceParent == null
                ? this
                : new PublishRequest(type, key, Map.of(Correlation.TRACE_PARENT, traceParent), payload, ttl, ephemeral,
                        deliverAt);
    }

    private static void requirePlainText(@Nullable String text, String field) {
        if (text != null && !PlainText.isPlain(text)) {
            throw invalid("A " + field + " is 1 to 255 characters without control characters.", field);
        }
    }

    /** Subscribers get it in a text message, which must be UTF-8 (RFC 6455 section 8.1), unless it says it is binary. */
    private static void requireUtf8(Payload payload) {
        if (payload.isBinary()) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.bytes()));
        } catch (CharacterCodingException _) {
            throw invalid("A payload that is not UTF-8 needs the content type application/octet-stream.", "payload");
        }
    }

    static Problem invalid(String message, @Nullable String field) {
        return new Problem(ProblemCode.REQUEST_INVALID, message, field);
    }
}
