package dev.carillon.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of the service's inside is shown, where, and to whom (CWE-200, CWE-497, CWE-862). */
class ManagementTests {

    private static final Pattern PATH = Pattern.compile("`(/[^`]+)`");

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String subscriber = TestTokens.all("alice");
    private final String manager = TestTokens.manager();

    /** The table of {@code src/docs/security.md}, path by path. */
    static List<Arguments> paths() throws IOException {
        return Page.read("src/docs/security.md")
                .table("path below `/actuator`", "anybody", "a subscriber", "a manager")
                .stream()
                .flatMap(row -> paths(row.getFirst()).map(path -> Arguments.of(path, Integer.parseInt(row.get(1)),
                        Integer.parseInt(row.get(2)), Integer.parseInt(row.get(3)))))
                .toList();
    }

    private static Stream<String> paths(String cell) {
        return cell.equals("(itself)") ? Stream.of("") : PATH.matcher(cell).results().map(path -> path.group(1));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void opensTo(String path, int anybody, int subscribers, int managers) {
        var uri = carillon.management("/actuator" + path);
        assertThat(carillon.get(uri).statusCode()).isEqualTo(anybody);
        assertThat(statusOf(uri, subscriber)).isEqualTo(subscribers);
        assertThat(statusOf(uri, manager)).isEqualTo(managers);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void isNotOnTheClientsPort(String path, int anybody, int subscribers, int managers) {
        var uri = carillon.http("/actuator" + path);
        assertThat(carillon.get(uri).statusCode()).isEqualTo(401);
        assertThat(statusOf(uri, subscriber)).isEqualTo(403);
        assertThat(statusOf(uri, manager)).isEqualTo(403);
    }

    @Test
    void tellsManagersWhatIsKnownOfAComponentAndNobodyElse() {
        for (var path : List.of("/health", "/health/liveness", "/health/readiness")) {
            var uri = carillon.management("/actuator" + path);
            assertThat(carillon.get(uri).body()).contains("UP").doesNotContain("components", "details");
            assertThat(carillon.get(uri, "Authorization", "Bearer " + subscriber).body()).doesNotContain("components");
            assertThat(carillon.get(uri, "Authorization", "Bearer " + manager).body()).contains("components");
        }
        assertThat(carillon.get(carillon.management("/actuator/health"), "Authorization", "Bearer " + manager).body())
                .contains("\"log\":{\"details\":{\"store\":\"sqlite\"},\"status\":\"UP\"}",
                        "\"diskSpace\":{\"details\":");
    }

    @Test
    void measuresWithoutNamesOfClassesAndVersions() {
        var rejected = "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"; // By an exception.
        assertThat(Handshake.exchange(carillon.port(), rejected)).startsWith("HTTP/1.1 400");
        await().untilAsserted(() -> assertThat(scraped()).anyMatch(line -> line
                .startsWith("http_server_requests_seconds_count{") && line.contains("method=\"TRACE\"")));

        assertThat(scraped())
                .filteredOn(line -> line.matches(".*\"[^\"]*(Exception|java|org\\.|dev\\.carillon|\\d\\.\\d+\\.\\d).*"))
                .isEmpty();
    }

    private List<String> scraped() {
        return carillon.get(carillon.management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private int statusOf(URI uri, String bearer) {
        return carillon.get(uri, "Authorization", "Bearer " + bearer).statusCode();
    }
}
