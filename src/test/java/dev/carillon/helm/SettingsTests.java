package dev.carillon.helm;

import static dev.carillon.helm.Chart.DEPLOYMENT;
import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Carillon itself is told: keys, and settings. */
class SettingsTests {

    private static final String CONFIG = "ConfigMap/carillon";

    @Test
    void theKeyComesFromTheSecret() {
        assertThat(render("tokens: {existingSecret: {name: carillon-key, key: '2026'}}").environment()).isEqualTo(Map
                .ofEntries(
                        Map.entry("SPRING_PROFILES_ACTIVE", "production"),
                        Map.entry("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:/etc/carillon/"),
                        Map.entry("SERVER_PORT", "8080"),
                        Map.entry("MANAGEMENT_SERVER_PORT", "8081"),
                        Map.entry("CARILLON_API_PORT", "8082"),
                        Map.entry("CARILLON_DRAIN_DELAY", "5s"),
                        Map.entry("CARILLON_DRAIN_RATE", "1000"),
                        Map.entry("CARILLON_DRAIN_TIMEOUT", "60s"),
                        Map.entry("CARILLON_TOKENS_HMAC_SECRET",
                                yaml("secretKeyRef: {name: carillon-key, key: '2026'}")),
                        Map.entry("CARILLON_LOG_FILE", "/data/carillon.db"),
                        Map.entry("MANAGEMENT_METRICS_SYSTEM_DISKSPACE_PATHS", "/data")));
        assertThat(render(KEY).environment()).containsEntry("CARILLON_TOKENS_HMAC_SECRET",
                yaml("secretKeyRef: {name: carillon-key, key: hmac-secret}"));
    }

    @ParameterizedTest
    @CsvSource({
        "issuerUri, SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
        "jwkSetUri, SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI"})
    void keysComeFromAnIssuer(String value, String variable) {
        assertThat(render("tokens: {" + value + ": 'https://id.example.org/keys'}").environment())
                .containsEntry(variable, "https://id.example.org/keys")
                .doesNotContainKey("CARILLON_TOKENS_HMAC_SECRET");
    }

    @Test
    void keysComeFromSeveralIssuersAndTheSecret() {
        var environment = render("""
                tokens:
                  existingSecret: {name: carillon-key}
                  issuers:
                    - {issuer: 'https://id.example.org', audience: carillon}
                    - issuer: tower
                      audience: bells
                      jwkSetUri: https://tower.example.org/keys
                      algorithms: [ES256, EdDSA]
                """).environment();

        assertThat(environment).containsAllEntriesOf(Map.of(
                "CARILLON_TOKENS_ISSUERS_0_ISSUER", "https://id.example.org",
                "CARILLON_TOKENS_ISSUERS_0_AUDIENCE", "carillon",
                "CARILLON_TOKENS_ISSUERS_1_ISSUER", "tower",
                "CARILLON_TOKENS_ISSUERS_1_AUDIENCE", "bells",
                "CARILLON_TOKENS_ISSUERS_1_JWKSETURI", "https://tower.example.org/keys",
                "CARILLON_TOKENS_ISSUERS_1_ALGORITHMS", "ES256,EdDSA"));
        assertThat(environment).containsKey("CARILLON_TOKENS_HMAC_SECRET")
                .doesNotContainKeys("CARILLON_TOKENS_ISSUERS_0_JWKSETURI", "CARILLON_TOKENS_ISSUERS_0_ALGORITHMS");
    }

    @Test
    void configBecomesAnApplicationYaml() {
        var settings = """
                carillon:
                  admission: {max-connections: 5000}
                  access:
                    anonymous-subscribe: ["news.**"]
                logging: {level: {root: "warn"}}
                """;

        var rendered = render(KEY + "config:\n" + settings.indent(2));

        assertThat(rendered.mapAt(CONFIG, "data")).containsOnlyKeys("application.yaml");
        assertThat(yaml((String) rendered.at(CONFIG, "data", "application.yaml"))).isEqualTo(yaml(settings));
        assertThat(render(KEY).mapAt(CONFIG, "data")).isEqualTo(Map.of("application.yaml", "{}\n"));
    }

    @Test
    void changedConfigRestartsThePods() {
        var before = checksum("config: {a: 1}");

        assertThat(checksum("config: {a: 2}")).isNotEqualTo(before);
        assertThat(checksum("config: {a: 1}\npodAnnotations: {b: c, checksum/config: d}")).isEqualTo(before)
                .matches("[0-9a-f]{64}");
    }

    private static String checksum(String values) {
        return (String) render(KEY + values).at(DEPLOYMENT, "spec", "template", "metadata", "annotations",
                "checksum/config");
    }

    /** Beside those of the image, which are not repeated here. */
    @Test
    void javaOptionsAreAdded() {
        assertThat(render(KEY + "javaOptions: -Xmx600m").environment()).containsEntry("JAVA_TOOL_OPTIONS",
                "-Xmx600m");
    }

    @Test
    void connectionsAreRotated() {
        assertThat(render(KEY + "connections: {maxAge: PT12H}").environment())
                .containsEntry("CARILLON_CONNECTION_MAX_AGE", "PT12H");
    }
}
