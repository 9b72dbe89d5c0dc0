package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

import dev.carillon.access.TestCallers;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** What stands around a payload that is sent as it is: query, Idempotency-Key, content type, and how much of it there may be. */
public final class RequestsFuzz {

    private static final Set<String> QUERY = Set.of("type", "key", "ttl", "ephemeral", "deliverAt");
    private static final int MAX_BODY = 64;
    private static final PublishSettings SETTINGS = new PublishSettings(DataSize.ofBytes(MAX_BODY),
            DataSize.ofBytes(MAX_BODY), 5, Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(1), 10, 1);

    private RequestsFuzz() {}

    /** Lines of query, key and content type, then the body: refused with a code, or taken as it came. */
    public static void fuzzerTestOneInput(byte[] input) {
        var lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 4);
        var parts = Arrays.copyOf(lines, 4);
        var body = (parts[3] == null ? "" : parts[3]).getBytes(StandardCharsets.ISO_8859_1);
        for (boolean announced : new boolean[]{true, false}) {
            publish(request(parts, body, announced), body);
        }
    }

    private static MockHttpServletRequest request(String[] parts, byte[] body, boolean announced) {
        var request = new MockHttpServletRequest("POST", "/api/v1/topics/a/notifications") {
            @Override
            public long getContentLengthLong() {
                return announced ? super.getContentLengthLong() : -1; // As with Transfer-Encoding: chunked.
            }
        };
        request.setQueryString(parts[0]);
        if (parts[1] != null) {
            request.addHeader("Idempotency-Key", parts[1]);
        }
        request.setContentType(parts[2]);
        request.setContent(body);
        return request;
    }

    private static void publish(MockHttpServletRequest request, byte[] body) {
        try {
            take(request, body);
        } catch (Problem refusal) {
            assertThat(refusal.code()).isIn(ProblemCode.REQUEST_INVALID, ProblemCode.PAYLOAD_TOO_LARGE);
            assertThat(refusal.code() == ProblemCode.PAYLOAD_TOO_LARGE && body.length <= MAX_BODY).isFalse();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void take(MockHttpServletRequest request, byte[] sent) throws IOException {
        var query = new QueryParameters(request, QUERY);
        var body = PublishBody.read(request, MAX_BODY);
        assertThat(body.bytes()).isEqualTo(sent).hasSizeLessThanOrEqualTo(MAX_BODY);
        var key = IdempotencyKey.of(request, TestCallers.ALICE, body.bytes());
        if (key != null) {
            assertThat(key.key()).matches("[!-~]{1,255}").isEqualTo(request.getHeader("Idempotency-Key"));
        }
        var asked = body.request(query);
        if (!asked.payload().contentType().startsWith("application/json")) {
            assertThat(asked.payload().bytes()).isEqualTo(sent);
        }
        Ranges.require(asked, Instant.EPOCH, SETTINGS);
    }
}
