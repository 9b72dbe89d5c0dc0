package dev.carillon.helm;

import static dev.carillon.helm.Chart.CLUSTER;
import static dev.carillon.helm.Chart.DATABASE;
import static dev.carillon.helm.Chart.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are well-formed and cannot work are refused, with a sentence that says what to do. */
class RefusalsTests {

    record Refusal(String message, List<String> values) {}

    private static final String SEVERAL = " wants log.database.url and relay.type rabbitmq or stomp: an SQLite file has one"
            + " pod, and without a relay pods do not hear of each other's notifications.";
    private static final String CREDENTIALS = "log.database.username, log.database.existingSecret and "
            + "log.database.caSecret are of no use without log.database.url.";

    static Stream<Refusal> refusals() {
        return Stream.of(keys(), logs(), relays(), pods(), doors(), config()).flatMap(List::stream);
    }

    private static List<Refusal> keys() {
        return List.of(
                refusal("Tokens cannot be verified: set tokens.existingSecret.name, tokens.issuers, tokens.issuerUri or "
                        + "tokens.jwkSetUri.", ""),
                refusal("It is not clear whose tokens to accept: tokens.issuerUri and tokens.jwkSetUri do not go with "
                        + "tokens.existingSecret or tokens.issuers.",
                        "tokens: {jwkSetUri: 'https://id/keys', existingSecret: {name: a}}",
                        "tokens: {issuerUri: 'https://id', issuers: [{issuer: bell, audience: carillon}]}"));
    }

    private static List<Refusal> logs() {
        return List.of(
                refusal("The log is in one place: set log.persistence.enabled, log.existingClaim or log.database.url, "
                        + "and no two of them.",
                        KEY + "log: {existingClaim: a, database: {url: 'jdbc:postgresql://db/a'}}",
                        KEY + "log: {persistence: {enabled: true}, database: {url: 'jdbc:postgresql://db/a'}}",
                        KEY + "log: {persistence: {enabled: true}, existingClaim: a}"),
                refusal(CREDENTIALS, KEY + "log: {database: {username: ringer}}",
                        KEY + "log: {database: {existingSecret: {name: a}}}",
                        KEY + "log: {database: {caSecret: {name: a}}}"),
                refusal("log.database.caSecret sets sslmode and sslrootcert: leave them out of log.database.url.",
                        KEY + "log: {database: {url: 'jdbc:postgresql://db/a?sslmode=require', caSecret: {name: a}}}"));
    }

    private static List<Refusal> relays() {
        return List.of(
                refusal("relay.type rabbitmq is of no use without log.database.url: what pods tell each other of is in "
                        + "PostgreSQL.", KEY + "relay: {type: rabbitmq, host: mq}"),
                refusal("relay.type stomp wants to know where the broker is: set relay.host.",
                        KEY + DATABASE + "relay: {type: stomp}"),
                refusal("relay.host, relay.existingSecret and relay.tls are of no use without relay.type rabbitmq or "
                        + "stomp.", KEY + "relay: {host: mq}", KEY + "relay: {existingSecret: {name: a}}",
                        KEY + "relay: {tls: {enabled: true}}"),
                refusal("relay.tls.caSecret is of no use without relay.tls.enabled.",
                        KEY + DATABASE + "relay: {type: stomp, host: mq, tls: {caSecret: {name: a}}}"),
                refusal("relay.type stomp with TLS wants to know whom to trust: name a Secret in relay.tls.caSecret.",
                        KEY + DATABASE + "relay: {type: stomp, host: mq, tls: {enabled: true}}"));
    }

    private static List<Refusal> pods() {
        var claim = KEY + "log: {persistence: {enabled: true}}\n";
        return List.of(
                refusal("replicaCount above 1" + SEVERAL, KEY + "replicaCount: 2", claim + "replicaCount: 2",
                        KEY + DATABASE + "replicaCount: 2"),
                refusal("autoscaling.enabled" + SEVERAL, claim + "autoscaling: {enabled: true}",
                        KEY + DATABASE + "autoscaling: {enabled: true}"),
                refusal("autoscaling.minReplicas is above autoscaling.maxReplicas.",
                        CLUSTER + "autoscaling: {enabled: true, minReplicas: 11}"),
                refusal("autoscaling.enabled wants something to go by: autoscaling.connections.average, autoscaling.cpu "
                        + "or autoscaling.metrics.",
                        CLUSTER + "autoscaling: {enabled: true, cpu: 0, connections: {average: 0}}"),
                refusal("drain.timeoutSeconds has to be more than drain.delaySeconds: the delay is part of it, and "
                        + "sessions are closed in the rest.", KEY + "drain: {delaySeconds: 60}"));
    }

    private static List<Refusal> doors() {
        return List.of(
                refusal("api.port has to be another one: 8080 is the clients' port and 8081 the management's.",
                        KEY + "api: {port: 8080}", KEY + "api: {port: 8081}"),
                refusal("service.externalTrafficPolicy is of no use for a ClusterIP.",
                        KEY + "service: {externalTrafficPolicy: Local}"),
                refusal("service.loadBalancerSourceRanges is of no use without service.type LoadBalancer.",
                        KEY + "service: {loadBalancerSourceRanges: [192.0.2.0/24]}"),
                refusal("ingress.enabled wants names: set ingress.hosts.", KEY + "ingress: {enabled: true}"),
                refusal("httpRoute.enabled wants a Gateway: set httpRoute.parentRefs.",
                        KEY + "httpRoute: {enabled: true}"),
                refusal("serviceMonitor and podMonitor together would count everything twice: enable one of them.",
                        KEY + "serviceMonitor: {enabled: true}\npodMonitor: {enabled: true}"));
    }

    private static List<Refusal> config() {
        return List.of(
                refusal("config ends up in a ConfigMap, no place for a database and its password: set log.database.url "
                        + "and name a Secret in log.database.existingSecret.",
                        KEY + "config: {spring: {datasource: {url: 'jdbc:postgresql://db/a'}}}",
                        KEY + "config: {spring.datasource.password: ring}",
                        KEY + "config: {spring: {datasource: {hikari: {maximum-pool-size: 9}, password: ring}}}",
                        KEY + "config: {SPRING_DATASOURCE_PASSWORD: ring}"),
                refusal("config ends up in a ConfigMap, no place for the broker's password: name a Secret in "
                        + "relay.existingSecret.",
                        KEY + "config: {spring: {rabbitmq: {host: mq, password: ring}}}",
                        KEY + "config: {carillon: {relay: {stomp: {passcode: ring}}}}",
                        KEY + "config: {SPRING_RABBITMQ_PASSWORD: ring}"),
                refusal("config ends up in a ConfigMap, no place for the HMAC secret: name a Secret in "
                        + "tokens.existingSecret.",
                        KEY + "config: {carillon: {tokens: {hmac-secret: ring}}}",
                        KEY + "config: {carillon: {tokens: {hmacSecret: ring}}}",
                        KEY + "config: {CARILLON_TOKENS_HMAC_SECRET: ring}"),
                refusal("extraEnv cannot set SERVER_PORT: the chart does, from a value of its own.",
                        KEY + "extraEnv: [{name: TZ, value: UTC}, {name: SERVER_PORT, value: '80'}]"));
    }

    private static Refusal refusal(String message, String... values) {
        return new Refusal(message, List.of(values));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void says(Refusal refusal) {
        assertThat(refusal.values()).isNotEmpty()
                .allSatisfy(values -> assertThatThrownBy(() -> Chart.render(values))
                        .hasMessageContaining(refusal.message()));
    }

    /** A format's text before its first argument, or between that and the next one, is enough to know it by. */
    @Test
    void everyRefusalIsShown() {
        var shown = refusals().map(Refusal::message).toList();
        var written = Pattern.compile("\\{\\{- fail (?:\\(printf )?\"([^\"]+)\"")
                .matcher(Chart.read("templates/_refusals.tpl"))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(written).hasSizeGreaterThan(15)
                .allSatisfy(message -> assertThat(shown)
                        .anyMatch(example -> List.of(message.split("%s")).stream().allMatch(example::contains)));
    }
}
