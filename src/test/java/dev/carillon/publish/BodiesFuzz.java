package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON bodies of publish requests. */
public final class BodiesFuzz {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_ITEMS = 5;

    private BodiesFuzz() {}

    /** A body is refused with a code, or is JSON, and its payload is JSON and stands in it as it was written. */
    public static void fuzzerTestOneInput(byte[] input) {
        var one = accepted(() -> new JsonBody(input, 1).one());
        if (one != null) {
            requirePayload(input, one);
        }
        var many = accepted(() -> new JsonBody(input, MAX_ITEMS).forMany());
        if (many != null) {
            assertThat(many).hasSizeBetween(1, MAX_ITEMS);
        }
        var batch = accepted(() -> new JsonBody(input, MAX_ITEMS).batch());
        if (batch != null) {
            assertThat(batch).hasSizeBetween(1, MAX_ITEMS);
            for (var item : batch) {
                switch (item) {
                    case Item.Legible legible -> requirePayload(input, legible.request());
                    case Item.Illegible illegible -> requireCode(illegible.problem());
                }
            }
        }
    }

    private static void requirePayload(byte[] input, PublishRequest request) {
        var payload = new String(request.payload().bytes(), StandardCharsets.ISO_8859_1);
        assertThat(new String(input, StandardCharsets.ISO_8859_1)).contains(payload);
        assertThat(read(request.payload().bytes(), bytes -> JSON.readTree(bytes).toString())).isNotNull();
        assertThat(read(input, bytes -> JSON.readTree(bytes).toString())).isNotNull();
    }

    private static @Nullable String read(byte[] bytes, Function<byte[], String> reading) {
        try {
            return reading.apply(bytes);
        } catch (JacksonException _) {
            return null; // The caller says that it may not be.
        }
    }

    private static <T> @Nullable T accepted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Problem refusal) {
            requireCode(refusal);
            return null;
        }
    }

    private static void requireCode(Problem refusal) {
        assertThat(refusal.code()).isIn(ProblemCode.REQUEST_INVALID, ProblemCode.PAYLOAD_TOO_LARGE);
    }
}
