package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.docs.Page;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy is the table in {@code src/docs/security.md}, row by row. */
class AccessPolicyTests {

    static Stream<List<String>> rows() throws IOException {
        return Page.read("src/docs/security.md")
                .table("who", "`subscribe`", "`publish`", "destination", "may subscribe", "may publish", "may inspect")
                .stream()
                .map(row -> row.stream().map(cell -> cell.replace("`", "")).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decides(List<String> row) {
        var capabilities = Capabilities.of(Map.of("subscribe", entries(row.get(1)), "publish", entries(row.get(2))));
        var caller = row.getFirst().equals("nobody")
                ? Caller.anonymous(capabilities)
                : new Caller(row.getFirst(), capabilities, null, null, Instant.MAX);
        var destination = parse(row.get(3));

        assertThat(passes(() -> AccessPolicy.requireSubscribe(caller, destination))).isEqualTo(isYes(row.get(4)));
        assertThat(AccessPolicy.maySubscribe(caller, destination)).isEqualTo(isYes(row.get(4)));
        assertThat(passes(() -> AccessPolicy.requirePublish(caller, destination))).isEqualTo(isYes(row.get(5)));
        assertThat(AccessPolicy.mayInspect(caller, destination)).isEqualTo(isYes(row.get(6)));
    }

    private static boolean isYes(String cell) {
        assertThat(cell).isIn("yes", "no");
        return cell.equals("yes");
    }

    private static boolean passes(Runnable check) {
        try {
            check.run();
            return true;
        } catch (Problem problem) {
            assertThat(problem.code()).isEqualTo(ProblemCode.DESTINATION_FORBIDDEN);
            return false;
        }
    }

    private static List<String> entries(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static Destination parse(String text) {
        var parts = text.split("[:/]");
        return parts[0].equals("topic") ? new Topic(parts[1]) : new UserQueue(parts[1], parts[2]);
    }
}
