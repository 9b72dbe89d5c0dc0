package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What several nodes need at the start, and what they do not. */
@ExtendWith(OutputCaptureExtension.class)
class RelayStartTests {

    @ParameterizedTest
    @ValueSource(strings = {"rabbitmq", "stomp", "STOMP"})
    void doesNotStartOnAFile(String type, CapturedOutput output) {
        assertThatExceptionOfType(UnsharedStoreException.class)
                .isThrownBy(() -> RunningCarillon.start("carillon.relay.type=" + type));
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START",
                "carillon.relay.type is " + type + ", and the log is not in PostgreSQL",
                "Set spring.datasource.url to a jdbc:postgresql://");
    }

    /** Whatever carries them: with the broker away, and nothing but its type set. */
    @ParameterizedTest
    @ValueSource(strings = {"rabbitmq", "stomp"})
    void startsWithoutABroker(String type) {
        try (var postgres = Postgres.database(RelayStartTests.class);
                var carillon = RunningCarillon.start(postgres.settings()[0], postgres.settings()[1],
                        "carillon.relay.type=" + type, "spring.rabbitmq.port=1", "carillon.relay.stomp.port=1")) {
            assertThat(carillon.publish(TestTokens.all("alice"), "/topics/alone/notifications", "{\"payload\":1}")
                    .statusCode()).isEqualTo(201);
            assertThat(health(carillon)).containsPattern(
                    "\"relay\":\\{\"details\":\\{\"node\":\"[0-9a-z]+\",\"bindings\":0},\"status\":\"DOWN\"}");
        }
    }

    /** Before the longest key it would be more than a key may have, and RabbitMQ would close the connection each time. */
    @Test
    void takesNoNameThatIsTooLongForAKey(CapturedOutput output) {
        RunningCarillon.start("carillon.relay.name=" + "x".repeat(48)).close();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> RunningCarillon.start("carillon.relay.name=" + "x".repeat(49)));
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START", "carillon.relay.name");
    }

    @Test
    void hasNoRelayToBeWellWhereThereIsOneNode() {
        assertThat(health(RunningCarillon.shared())).contains("\"log\"").doesNotContain("relay");
    }

    private static String health(RunningCarillon carillon) {
        return carillon.get(carillon.management("/actuator/health"), "Authorization",
                "Bearer " + TestTokens.manager()).body();
    }
}
