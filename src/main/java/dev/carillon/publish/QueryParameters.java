package dev.carillon.publish;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The query of a request, each name at most once.
 *
 * <p>Read from the query string, because {@code getParameter} would swallow the body of {@code curl -d}, which is sent
 * as a form although it is the payload.
 */
public final class QueryParameters {

    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads the query.
     *
     * @throws Problem if it has a name that is not among those known, or one twice
     */
    public QueryParameters(HttpServletRequest request, Set<String> known) {
        if (request.getQueryString() == null) {
            return;
        }
        var query = UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams();
        query.forEach((name, texts) -> {
            if (!known.contains(name) || texts.size() != 1 || texts.getFirst() == null) {
                throw new Problem(ProblemCode.REQUEST_INVALID,
                        "A query parameter is not known here, is repeated or has no value.", name);
            }
            values.put(name, decode(name, texts.getFirst()));
        });
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    /**
     * A whole number.
     *
     * @return null where it is absent
     * @throws Problem if it is none, or out of its range
     */
    public @Nullable Long number(String name, long least, long most) {
        var text = values.get(name);
        if (text == null) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as a number out of range is.
        }
        throw new Problem(ProblemCode.REQUEST_INVALID, "It is a number from " + least + " to " + most + ".", name);
    }

    /** Refuses what the body says already, so that two answers to one question cannot differ. */
    void refuse(String... names) {
        for (var name : names) {
            if (values.containsKey(name)) {
                throw new Problem(ProblemCode.REQUEST_INVALID, "With a JSON body this belongs into the body.", name);
            }
        }
    }

    private static String decode(String name, String text) {
        try {
            return UriUtils.decode(text.replace('+', ' '), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "A query parameter has a broken percent escape.", name);
        }
    }
}
