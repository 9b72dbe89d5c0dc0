package dev.carillon.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** Names of destinations as clients and publishers write them, and the patterns of tokens. */
public final class DestinationsFuzz {

    private static final String TOPIC = "[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64})*";

    private DestinationsFuzz() {}

    /** A name is refused, or is within the grammar and is written as it was read; a pattern selects nothing outside of it. */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        try {
            var destination = Destination.parse(text, "alice");
            requireGrammar(destination);
            assertThat(destination.stompName()).isEqualTo(text);
            assertThat(Destination.named(destination.name())).isEqualTo(destination);
        } catch (Problem refusal) {
            assertThat(refusal.code()).isEqualTo(ProblemCode.DESTINATION_INVALID);
        }
        try {
            var destination = Destination.named(text);
            requireGrammar(destination);
            assertThat(destination.name()).startsWith(text);
        } catch (Problem refusal) {
            assertThat(refusal.code()).isEqualTo(ProblemCode.DESTINATION_INVALID);
        }
        select(text);
    }

    private static void requireGrammar(Destination destination) {
        assertThat(destination.name()).hasSizeLessThanOrEqualTo(Destination.MAX_NAME_LENGTH);
        switch (destination) {
            case Topic topic -> assertThat(topic.topic()).matches(TOPIC).hasSizeLessThanOrEqualTo(200);
            case UserQueue queue -> {
                assertThat(queue.queue()).matches("[A-Za-z0-9_-]{1,64}");
                assertThat(queue.user()).isNotEqualTo("*").doesNotContain("\n", "\0", "\r");
            }
        }
    }

    /** A line of input is a pattern, the next one a topic, and so on. */
    private static void select(String text) {
        var lines = text.split("\n", 2);
        try {
            var pattern = Pattern.parse(lines[0]);
            var topic = new Topic(lines.length > 1 ? lines[1] : "orders.eu");
            boolean selected = pattern.matches(topic);
            assertThat(selected).isEqualTo(topic.topic().matches(regex(lines[0])));
        } catch (IllegalArgumentException _) {
            assertThat(lines[0]).doesNotMatch(TOPIC); // An exact name is a pattern, too.
        } catch (Problem refusal) {
            assertThat(refusal.code()).isEqualTo(ProblemCode.DESTINATION_INVALID);
        }
    }

    /** What a pattern means, said another way. */
    private static String regex(String pattern) {
        if (pattern.startsWith("user:")) {
            return "(?!)";
        }
        var rest = pattern.equals("**") || pattern.endsWith(".**");
        var exact = (rest ? pattern.substring(0, pattern.length() - 2) : pattern).replace(".", "\\.")
                .replace("*",
                        "[^.]+");
        return rest ? exact + ".+" : exact;
    }
}
