package dev.carillon.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CorrelationTests {

    private static final RunningCarillon CARILLON = RunningCarillon.shared();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final String token = TestTokens.all("alice");

    @Test
    void isTheTraceOfTheCaller() {
        assertThat(refusal(PARENT)).contains("\"correlation\":\"" + TRACE + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-" + TRACE + "-0000000000000000-01", "ff-" + TRACE + "-b7ad6b7169203331-01",
        "00-" + TRACE + "-b7ad6b7169203331-01\" event=forged"})
    void isOneOfItsOwnWhereThatIsNone(String parent) {
        assertThat(refusal(parent)).containsPattern("\"correlation\":\"[0-9a-f]{16}\"");
    }

    /** Also on the management port, and in what the firewall refuses. */
    @Test
    void standsInEveryRefusal() {
        assertThat(CARILLON.get(CARILLON.management("/actuator/env"), "traceparent", PARENT).body()).contains(TRACE);
        assertThat(CARILLON.get(CARILLON.http("/api/v1/x%3by"), "traceparent", PARENT).body()).contains(TRACE);
    }

    @Test
    void standsInTheLog(CapturedOutput output) {
        try (var carillon = RunningCarillon.start()) {
            carillon.get(carillon.http("/api/v1/me/notifications"), "traceparent", PARENT);
            assertThat(output.getOut()).containsPattern("\\[" + TRACE + "\\] carillon.audit +: event=refused");
        }
    }

    /** One setting of Spring Boot's, and every line is JSON. */
    @Test
    void standsInAJsonLog(CapturedOutput output) {
        try (var carillon = RunningCarillon.start("logging.structured.format.console=ecs")) {
            carillon.get(carillon.http("/api/v1/me/notifications"), "traceparent", PARENT);
            assertThat(output.getOut().lines().filter(line -> line.contains("event=refused")).toList().getLast())
                    .startsWith("{\"@timestamp\":")
                    .contains("\"correlation\":\"" + TRACE + "\"");
        } finally {
            System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT"); // The log is the process's: as it was.
            RunningCarillon.start().close();
        }
    }

    @Test
    void staysWithTheNotification() {
        try (var socket = StompSocket.connect(CARILLON, token).subscribe("0", "/topic/traced")) {
            publish("/topics/traced/notifications", "{\"payload\":1}");
            publish("/notifications", "{\"destinations\":[\"topic:traced\"],\"payload\":1}");
            publish("/notifications/batch",
                    "{\"notifications\":[{\"destination\":\"topic:traced\",\"payload\":1}]}");
            for (int i = 0; i < 3; i++) {
                assertThat(socket.expect("MESSAGE").header("traceparent")).isEqualTo(PARENT);
            }
            CARILLON.publish(token, "/topics/traced/notifications", "{\"payload\":1}");
            assertThat(socket.expect("MESSAGE").header("traceparent")).isNull();
        }
    }

    private void publish(String path, String json) {
        var answer = CARILLON.send(HttpRequest.newBuilder(CARILLON.http("/api/v1" + path))
                .headers("Authorization", "Bearer " + token, "Content-Type", "application/json", "traceparent", PARENT)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        assertThat(answer.statusCode()).isLessThan(300);
    }

    private String refusal(String parent) {
        return CARILLON.get(CARILLON.http("/api/v1/me/notifications"), "traceparent", parent).body();
    }
}
