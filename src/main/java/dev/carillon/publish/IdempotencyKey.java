package dev.carillon.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.carillon.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a caller calls a request by, to be able to repeat it (draft-ietf-httpapi-idempotency-key-header).
 *
 * @param fingerprint SHA-256 of what was asked, so that another request under the same key is noticed
 */
// The array is a column's own form.
@SuppressWarnings("ArrayRecordComponent")
record IdempotencyKey(String caller, String key, byte[] fingerprint) {

    static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    /** The key of a request; null where it has none. */
    static @Nullable IdempotencyKey of(HttpServletRequest request, Caller caller, byte[] body) {
        var keys = request.getHeaders(HEADER);
        if (!keys.hasMoreElements()) {
            return null;
        }
        var key = keys.nextElement();
        if (keys.hasMoreElements()) {
            // It is one Item (draft-ietf-httpapi-idempotency-key-header, section 2.1): of two, nobody knows which one is repeated.
            throw PublishRequest.invalid("There is more than one Idempotency-Key.", HEADER);
        }
        if (key.isEmpty() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw PublishRequest.invalid("An Idempotency-Key is 1 to 255 visible ASCII characters.", HEADER);
        }
        return new IdempotencyKey(caller.user(), key, fingerprint(request, body));
    }

    private static byte[] fingerprint(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new String[]{request.getRequestURI(), request.getQueryString(), request.getContentType()}) {
                digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return digest.digest(body);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // Every Java platform has it.
        }
    }
}
