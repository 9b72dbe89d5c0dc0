package dev.carillon.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers made by hand, held against three sessions of two users. */
class PresenceAnswerTests {

    private static final List<String> EMIL = List.of("here", "there");
    private static final Map<String, List<String>> KNOWN = Map.of("dora", List.of("here"), "emil", EMIL);
    private static final String ALL = """
            {"count":3,"users":[{"user":"dora","sessions":1},{"user":"emil","sessions":2}],"partial":false}""";

    @Test
    void whoTellsOfAllIsRight() {
        assertThat(PresenceAnswer.wrong(json(ALL), KNOWN, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        """
                {"users":[{"user":"emil","sessions":2}],"partial":false}""",
        """
                {"users":[{"user":"dora","sessions":1},{"user":"emil","sessions":1}],"partial":false}""",
        """
                {"users":[{"user":"dora","sessions":1},{"user":"emil","sessions":2},{"user":"x","sessions":1}]}""",
        """
                {"count":2,"users":[{"user":"dora","sessions":1},{"user":"emil","sessions":2}]}""",
        "{}"})
    void whoTellsOfFewerOrMoreIsWrong(String answer) {
        assertThat(PresenceAnswer.wrong(json(answer), KNOWN, true)).contains(answer.substring(0, 2),
                "{dora=1, emil=2}");
    }

    @Test
    void whoCannotTellIsRightWhileSomebodyIsAway() {
        var answer = json(ALL.replace("false", "true").replace("2}", "1}"));

        assertThat(PresenceAnswer.wrong(answer, KNOWN, true)).isEmpty();
        assertThat(PresenceAnswer.wrong(answer, KNOWN, false)).contains("partial");
    }

    @Test
    void aUsersSessionsAreAtTheirNodes() {
        var answer = """
                {"user":"emil","sessions":[{"node":"a"},{"node":"b"}],"partial":false}""";

        assertThat(wrong(answer)).isEmpty();
        assertThat(wrong(answer.replace("\"b\"", "\"a\""))).contains("emil has sessions at [here, there]");
        assertThat(wrong(answer.replace("{\"node\":\"b\"}", "{\"node\":\"b\"},{\"node\":\"b\"}"))).isNotEmpty();
        assertThat(wrong("{}")).isNotEmpty();
        assertThat(wrong(answer.replace("false", "true"))).contains("partial");
    }

    private static String wrong(String answer) {
        return PresenceAnswer.wrong(json(answer), "emil", EMIL, false);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
