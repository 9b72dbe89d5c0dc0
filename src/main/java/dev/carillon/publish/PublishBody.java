package dev.carillon.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

import dev.carillon.notification.Payload;
import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The body of a publish request: a JSON envelope, or under any other content type the payload itself.
 *
 * @param bytes never written to
 */
// The array is what came; it is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PublishBody(String contentType, byte[] bytes) {

    /** Stops at the limit whatever Content-Length says, or where it is absent (CWE-770). */
    static PublishBody read(HttpServletRequest request, int maxBytes) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > maxBytes) {
            dropWhatIsLittleMore(request, announced, maxBytes);
            throw tooLarge(maxBytes);
        }
        var bytes = request.getInputStream().readNBytes(announced < 0 ? maxBytes + 1 : (int) announced);
        if (bytes.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return new PublishBody(contentType(request), bytes);
    }

    /** While a client still writes, the end of the connection may cost it our answer. */
    private static void dropWhatIsLittleMore(HttpServletRequest request, long announced, int maxBytes)
            throws IOException {
        if (announced <= 2L * maxBytes) {
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Problem tooLarge(int maxBytes) {
        return new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body is larger than " + maxBytes + " bytes.", null,
                Limit.BODY_SIZE);
    }

    /** Of two, a proxy and we might each believe another one (CWE-436). */
    private static String contentType(HttpServletRequest request) {
        var types = request.getHeaders(HttpHeaders.CONTENT_TYPE);
        var type = types.hasMoreElements() ? types.nextElement() : Payload.BINARY;
        if (types.hasMoreElements()) {
            throw PublishRequest.invalid("A body has one content type.", "contentType");
        }
        return type;
    }

    PublishRequest request(QueryParameters query) {
        if (isJson()) {
            query.refuse("type", "key", "ttl", "ephemeral", "deliverAt");
            return new JsonBody(bytes, 1).one();
        }
        return new PublishRequest(query.get("type"), query.get("key"), Map.of(), new Payload(contentType, bytes),
                RequestTexts.duration(query.get("ttl"), "ttl"),
                RequestTexts.flag(query.get("ephemeral"), "ephemeral"),
                RequestTexts.instant(query.get("deliverAt"), "deliverAt"));
    }

    /** For requests that are nothing else. */
    JsonBody json(int maxItems) {
        if (!isJson()) {
            throw PublishRequest.invalid("The body must be application/json.", "contentType");
        }
        return new JsonBody(bytes, maxItems);
    }

    private boolean isJson() {
        if (contentType.equals(MediaType.APPLICATION_JSON_VALUE)) {
            return true; // As nearly always: nothing is to be parsed.
        }
        try {
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException _) {
            throw PublishRequest.invalid("The content type is not a media type.", "contentType");
        }
    }
}
