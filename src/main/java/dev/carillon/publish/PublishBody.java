package dev.carillon.publish;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

import dev.carillon.notification.Payload;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a publish request: a JSON envelope, or under any other content type the payload itself. */
final class PublishBody {

    private PublishBody() {}

    static PublishRequest read(HttpServletRequest request, QueryParameters query, int maxBytes) throws IOException {
        var contentType = Objects.requireNonNullElse(request.getContentType(), Payload.BINARY);
        var body = bytes(request, maxBytes);
        if (isEnvelope(contentType)) {
            query.refuse("type", "key", "ephemeral");
            return JsonBody.parse(body);
        }
        requireEphemeral(query);
        return new PublishRequest(query.get("type"), query.get("key"), Map.of(), new Payload(contentType, body));
    }

    /** Stops at the limit whatever Content-Length says, or where it is absent (CWE-770). */
    private static byte[] bytes(HttpServletRequest request, int maxBytes) throws IOException {
        var body = request.getContentLengthLong() > maxBytes
                ? null
                : request.getInputStream().readNBytes(maxBytes + 1);
        if (body == null || body.length > maxBytes) {
            throw new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "The body is larger than " + maxBytes + " bytes.");
        }
        return body;
    }

    private static boolean isEnvelope(String contentType) {
        try {
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException _) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "The content type is not a media type.", "contentType");
        }
    }

    private static void requireEphemeral(QueryParameters query) {
        var ephemeral = query.get("ephemeral");
        if (ephemeral != null && !ephemeral.equals("true")) {
            throw JsonBody.notEphemeral();
        }
    }
}
