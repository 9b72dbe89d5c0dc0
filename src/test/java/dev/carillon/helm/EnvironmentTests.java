package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What the container is told by its environment is a setting that there is: one that is not would be overlooked. */
class EnvironmentTests {

    /** Read by the JVM, by a placeholder, or an operator's own. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "CARILLON_TLS_DIRECTORY", "TZ", "NODE");
    private static final List<String> MAPS = List.of("CARILLONTOKENSISSUERS", "SPRINGSSLBUNDLEPEM");

    static List<String> examples() {
        return Chart.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isOfSettingsThatThereAre(String example) throws IOException {
        var settings = settings();

        assertThat(Chart.render(Chart.example(example)).environment().keySet())
                .filteredOn(name -> !OTHERS.contains(name))
                .map(name -> name.replace("_", ""))
                .filteredOn(name -> MAPS.stream().noneMatch(name::startsWith))
                .isSubsetOf(settings);
    }

    /** Names with two words in a part, and those of bundles, are where a variable is easily taken for another one. */
    @Test
    void reachesTheBroker() {
        var rabbitMq = bound(Chart.KEY + Chart.DATABASE + "relay: {type: rabbitmq, host: mq, virtualHost: bells,"
                + " existingSecret: {name: a}, tls: {enabled: true, caSecret: {name: a}}}");
        var properties = rabbitMq.bind("spring.rabbitmq", RabbitProperties.class).get();
        assertThat(properties.getHost()).isEqualTo("mq");
        assertThat(properties.getPort()).isEqualTo(5671);
        assertThat(properties.getVirtualHost()).isEqualTo("bells");
        assertThat(properties.getPassword()).isEqualTo("of a Secret");
        assertThat(properties.getSsl().getEnabled()).isTrue();
        assertThat(properties.getSsl().getBundle()).isEqualTo("broker");

        var stomp = bound(Chart.example("everything-values.yaml"));
        assertThat(stomp.bind("carillon.relay.stomp.virtual-host", String.class).get()).isEqualTo("/");
        assertThat(stomp.bind("carillon.relay.stomp.ssl-bundle", String.class).get()).isEqualTo("broker");

        for (var binder : List.of(rabbitMq, stomp)) {
            var bundles = binder.bind("spring.ssl.bundle", SslProperties.Bundles.class).get().getPem();
            assertThat(bundles).containsOnlyKeys("broker");
            assertThat(bundles.get("broker").getTruststore().getCertificate())
                    .isEqualTo("file:/etc/carillon-broker/ca.crt");
        }
    }

    /** As Spring reads a process's environment. */
    private static Binder bound(String values) {
        var environment = new HashMap<String, Object>();
        Chart.render(values)
                .environment()
                .forEach((name, value) -> environment.put(name, value instanceof String ? value : "of a Secret"));
        var spring = new StandardEnvironment();
        spring.getPropertySources()
                .replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                environment));
        return Binder.get(spring);
    }

    /** Of Spring and of Carillon, without what sets their words apart. */
    private static Set<String> settings() throws IOException {
        var settings = new HashSet<String>();
        for (var file : List.of("spring-configuration-metadata.json",
                "additional-spring-configuration-metadata.json")) {
            var found = EnvironmentTests.class.getClassLoader().getResources("META-INF/" + file);
            for (var metadata : Collections.list(found)) {
                try (var stream = metadata.openStream()) {
                    JsonMapper.shared()
                            .readTree(stream)
                            .path("properties")
                            .forEach(property -> settings.add(
                                    property.path("name").asString().replaceAll("[.-]", "").toUpperCase(Locale.ROOT)));
                }
            }
        }
        return settings;
    }
}
