package dev.carillon.publish;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The query of a request, each name at most once where it may not be repeated.
 *
 * <p>Read from the query string, because {@code getParameter} would swallow the body of {@code curl -d}, which is sent
 * as a form although it is the payload.
 */
public final class QueryParameters {

    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * Reads a query in which nothing is repeated.
     *
     * @throws Problem if it has a name that is not among those known, or one twice
     */
    public QueryParameters(HttpServletRequest request, Set<String> known) {
        this(request, known, Set.of());
    }

    /**
     * Reads the query.
     *
     * @param once names that may be there once
     * @param repeated names that may be there any number of times
     * @throws Problem if it has another name, or one twice that may be there once
     */
    public QueryParameters(HttpServletRequest request, Set<String> once, Set<String> repeated) {
        if (request.getQueryString() == null) {
            return;
        }
        var query = UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams();
        query.forEach((name, texts) -> {
            boolean known = repeated.contains(name) || (once.contains(name) && texts.size() == 1);
            if (!known || texts.contains(null)) {
                throw new Problem(ProblemCode.REQUEST_INVALID,
                        "A query parameter is not known here, is repeated or has no value.", name);
            }
            values.put(name, texts.stream().map(text -> decode(name, text)).toList());
        });
    }

    public @Nullable String get(String name) {
        var texts = values.get(name);
        return texts == null ? null : texts.getFirst();
    }

    /** All values of a name that may be repeated, in their order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * A whole number.
     *
     * @return null where it is absent
     * @throws Problem if it is none, or out of its range
     */
    public @Nullable Long number(String name, long least, long most) {
        var text = get(name);
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
