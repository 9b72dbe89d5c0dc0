package dev.carillon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.access.TokenSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsTests {

    private static final String KEY = "--carillon.tokens.hmac-secret=" + TestTokens.SECRET;

    @ParameterizedTest
    @CsvSource({"carillon.publish.max-boddy, carillon.publish.max-body",
        "carillon.admision.max-connections, carillon.admission.max-connections",
        "CARILLON_RELAY_TYP, carillon.relay.type", "carillon.log.retention.days, carillon.log.retention.age"})
    void saysWhatMayHaveBeenMeant(String wrong, String right) {
        assertThatThrownBy(() -> check(wrong)).isInstanceOf(UnknownSettingsException.class)
                .hasMessageContaining(wrong + ", in test: is it " + right + "?")
                .hasMessageNotContaining("the value");
    }

    @Test
    void guessesNothingWhereNothingIsNear() {
        assertThatThrownBy(() -> check("carillon.zzzzzzzzzzzzzzzz"))
                .hasMessageEndingWith("carillon.zzzzzzzzzzzzzzzz, in test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"carillon.publish.max-body", "carillon.publish.maxBody", "carillon.publish.max_body",
        "CARILLON_PUBLISH_MAXBODY", "CARILLON_PUBLISH_MAX_BODY", "carillon.access.subscribe",
        "carillon.access.subscribe[3]",
        "CARILLON_ACCESS_SUBSCRIBE_3", "carillon.tokens.issuers[0].jwk-set-uri", "CARILLON_TOKENS_ISSUERS_0_JWKSETURI",
        "carillon.outbox.policies[prices.*]", "carillon.log.retention-of[user:*].age", "CARILLON_TLS_DIRECTORY",
        "CARILLON_SERVICE_HOST", "CARILLON_MANAGEMENT_SERVICE_PORT_MANAGEMENT", "CARILLON_PORT",
        "CARILLON_PORT_8080_TCP_ADDR",
        "spring.anything", "CARILLONS"})
    void takes(String name) {
        assertThatCode(() -> check(name)).doesNotThrowAnyException();
    }

    @Test
    void stopsAStart() {
        assertThatThrownBy(() -> RunningCarillon.start("carillon.publish.max-boddy=1MB"))
                .isInstanceOf(UnknownSettingsException.class);
    }

    @Test
    void triesThemWithoutAStart() {
        // A database that is not there, and a port that nobody may have.
        assertThatCode(
                () -> tried(KEY, "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none", "--server.port=1"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--carillon.publish.max-body=much", "--carillon.drain.rate=0",
        "--carillon.relay.type=pigeon",
        "--carillon.relay.typ=stomp", "--carillon.relay.type=rabbitmq", "--carillon.access.subscribe=a..b",
        "--carillon.outbox.policies[a..b]=drop-oldest", "--carillon.log.retention-of[a..b].age=1d",
        "--carillon.admission.trusted-proxies=nonsense", "--spring.datasource.url=jdbc:h2:mem:x",
        "--carillon.connection.max-frame=3GB", "--carillon.publish.max-body=3GB", "--carillon.trace.endpoint=nonsense"})
    void refusesWhatAStartWouldRefuse(String wrong) {
        assertThatThrownBy(() -> tried(KEY, wrong)).isNotNull();
    }

    @Test
    void refusesAnIssuerThatIsNamedTwice() {
        assertThatThrownBy(() -> tried(KEY, "--carillon.tokens.issuers[0].issuer=https://a.example",
                "--carillon.tokens.issuers[0].audience=carillon",
                "--carillon.tokens.issuers[1].issuer=https://a.example",
                "--carillon.tokens.issuers[1].audience=other")).hasRootCauseMessage(
                        "carillon.tokens.issuers names https://a.example twice");
    }

    @Test
    void theSecretIsNotPrinted() {
        var values = new MapConfigurationPropertySource(Map.of("carillon.tokens.hmac-secret", TestTokens.SECRET));
        var settings = new Binder(values).bind("carillon.tokens", TokenSettings.class).get();

        assertThat(settings.hmacSecret()).isEqualTo(TestTokens.SECRET);
        assertThat(settings.toString()).doesNotContain(TestTokens.SECRET);
    }

    /** Others have variables of that name too, as the examples have. */
    @ParameterizedTest
    @CsvSource({"CARILLON_TOKEN, false", "CARILLON_URL, false", "CARILLON_PORTS, false",
        "CARILLON_MANAGEMENT_PORTS, false",
        "CARILLON_JAR, false", "CARILLON_HOST, false", "CARILLON_COUNT, false", "CARILLON_INTERVAL, false",
        "CARILLON_RELAY_TYP, true", "CARILLON_LOG_ANYTHING, true", "CARILLON_RELAI_TYPE, true",
        "CARILLON_LOG_FILE, false"})
    void looksAtTheEnvironmentWithCare(String name, boolean refused) {
        var environment = new StandardEnvironment();
        environment.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test", Map.of(name, "the value")));
        var thrown = assertThatCode(
                () -> new UnknownSettings().postProcessEnvironment(environment, new SpringApplication()));
        if (refused) {
            thrown.isInstanceOf(UnknownSettingsException.class);
        } else {
            thrown.doesNotThrowAnyException();
        }
    }

    private static void tried(String... arguments) {
        ConfigurationCheck.run(arguments);
    }

    private static void check(String name) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(name, "the value")));
        new UnknownSettings().postProcessEnvironment(environment, new SpringApplication());
    }
}
