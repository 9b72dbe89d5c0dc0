package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are not well-formed are refused by {@code values.schema.json}, which knows all of them. */
class SchemaTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bell: 1                                      | at '': additional properties 'bell' not allowed
            terminationGracePeriodSeconds: 60            | at '': additional properties 'terminationGracePeriodSeconds'
            tokens: {hmacSecret: ring}                   | at '/tokens': additional properties 'hmacSecret'
            tokens: {existingSecret: {value: ring}}      | at '/tokens/existingSecret': additional properties 'value'
            tokens: {existingSecret: {name: Not_A_Name}} | at '/tokens/existingSecret/name': 'Not_A_Name' does not match
            tokens: {existingSecret: {name: a, key: ''}} | at '/tokens/existingSecret/key': '' does not match
            tokens: {issuerUri: id.example.org}          | at '/tokens/issuerUri': 'id.example.org' does not match
            tokens: {issuers: [{issuer: bell}]}          | at '/tokens/issuers/0': missing property 'audience'
            tokens: {issuers: [{issuer: bell, audience: a, algorithms: [HS256]}]} | at '/tokens/issuers/0/algorithms/0': value must be one of
            tokens: {jwkSetUri: 'file:/keys'}            | at '/tokens/jwkSetUri': 'file:/keys' does not match
            tls: {existingSecret: 5}                     | at '/tls/existingSecret': got number, want string
            tls: {enabled: true}                         | at '/tls': additional properties 'enabled' not allowed
            log: {existingClaim: Not_A_Name}             | at '/log/existingClaim': 'Not_A_Name' does not match
            log: {file: /data/log.db}                    | at '/log': additional properties 'file' not allowed
            log: {persistence: {accessMode: ReadWriteMany}} | at '/log/persistence/accessMode': value must be one of
            log: {persistence: {size: lots}}             | at '/log/persistence/size': 'lots' does not match
            log: {database: {url: 'jdbc:mysql://db/a'}}  | at '/log/database/url': 'jdbc:mysql://db/a' does not match
            log: {database: {url: 'jdbc:postgresql://db/a?user=b&password=c'}} | at '/log/database/url': 'not' failed
            log: {database: {password: ring}}            | at '/log/database': additional properties 'password'
            relay: {type: kafka}                         | at '/relay/type': value must be one of
            relay: {password: ring}                      | at '/relay': additional properties 'password' not allowed
            relay: {name: a.b}                           | at '/relay/name': 'a.b' does not match
            relay: {host: 'amqp://mq'}                   | at '/relay/host': 'amqp://mq' does not match
            api: {port: 0}                               | at '/api/port': minimum: got 0, want 1
            drain: {rate: 0}                             | at '/drain/rate': minimum: got 0, want 1
            drain: {timeoutSeconds: 1m}                  | at '/drain/timeoutSeconds': got string, want integer
            connections: {maxAge: long}                  | at '/connections/maxAge': 'long' does not match
            trustedProxies: [proxy.example.org]          | at '/trustedProxies/0': 'proxy.example.org' does not match
            replicaCount: two                            | at '/replicaCount': got string, want integer
            replicaCount: -1                             | at '/replicaCount': minimum: got -1, want 0
            image: {tag: 1.0}                            | at '/image/tag': got number, want string
            image: {digest: 'sha256:abc'}                | at '/image/digest': 'sha256:abc' does not match
            image: {pullPolicy: Sometimes}               | at '/image/pullPolicy': value must be one of
            imagePullSecrets: [registry]                 | at '/imagePullSecrets/0': got string, want object
            fullnameOverride: Bell                       | at '/fullnameOverride': 'Bell' does not match
            config: 'a: 1'                               | at '/config': got string, want object
            config: null                                 | at '': missing property 'config'
            javaOptions: [-Xmx1g]                        | at '/javaOptions': got array, want string
            service: {port: 70000}                       | at '/service/port': maximum: got 70,000, want 65,535
            service: {type: ExternalName}                | at '/service/type': value must be one of
            ingress: {hosts: [{host: a}]}                | at '/ingress/hosts/0': got object, want string
            ingress: {path: bells}                       | at '/ingress/path': 'bells' does not match
            httpRoute: {parentRefs: [{nam: a}]}          | at '/httpRoute/parentRefs/0': additional properties 'nam'
            httpRoute: {timeouts: {request: 60}}         | at '/httpRoute/timeouts/request': got number, want string
            autoscaling: {behavior: {scaledown: {}}}     | at '/autoscaling/behavior': additional properties 'scaledown'
            podDisruptionBudget: {maxUnavailable: half}  | at '/podDisruptionBudget/maxUnavailable': 'half' does not match
            networkPolicy: {clients: [{}]}               | at '/networkPolicy/clients/0': minProperties
            networkPolicy: {api: [{podselector: {}}]}    | at '/networkPolicy/api/0': additional properties 'podselector'
            serviceMonitor: {interval: often}            | at '/serviceMonitor/interval': 'often' does not match
            prometheusRule: {disabled: [Absent]}         | at '/prometheusRule/disabled/0': 'Absent' does not match
            grafanaDashboard: {labels: {a: 1}}           | at '/grafanaDashboard/labels/a': got number, want string
            serviceAccount: {create: 'no'}               | at '/serviceAccount/create': got string, want boolean
            resources: {limits: {memory: lots}}          | at '/resources/limits/memory': 'lots' does not match
            resources: {memory: 1Gi}                     | at '/resources': additional properties 'memory'
            probes: {liveness: {httpGet: {}}}            | at '/probes/liveness': additional properties 'httpGet'
            podAnnotations: {scrape: true}               | at '/podAnnotations/scrape': got boolean, want string
            nodeSelector: []                             | at '/nodeSelector': got array, want object
            tolerations: [{effect: Never}]               | at '/tolerations/0/effect': value must be one of
            affinity: {hostAffinity: {}}                 | at '/affinity': additional properties 'hostAffinity'
            extraEnv: [{name: A, vale: b}]               | at '/extraEnv/0': additional properties 'vale' not allowed
            lifecycle: {prestop: {}}                     | at '/lifecycle': additional properties 'prestop' not allowed
            """)
    void refuses(String values, String message) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(message);
    }

    @Test
    void knowsEveryValue() {
        var schema = Chart.yaml(Chart.read("values.schema.json"));

        assertDescribed(schema, Chart.yaml(Chart.read("values.yaml")), (Map<?, ?>) schema.get("definitions"));
    }

    /** Groups that require something are closed: they require all they know, and all of it has a default. */
    private static void assertDescribed(Map<?, ?> schema, Map<?, ?> values, Map<?, ?> definitions) {
        var properties = (Map<?, ?>) schema.get("properties");
        var known = new HashSet<Object>(properties.keySet());
        known.remove("global");
        var required = Set.copyOf((List<?>) schema.get("required"));

        assertThat(schema.get("additionalProperties")).isEqualTo(false);
        assertThat(values.keySet()).isEqualTo(required);
        assertThat(known).isEqualTo(required);
        values.forEach((name, value) -> {
            var property = (Map<?, ?>) properties.get(name);
            if (property.get("$ref") instanceof String reference) {
                property = (Map<?, ?>) definitions.get(reference.substring("#/definitions/".length()));
            }
            if (property.containsKey("required")) {
                assertDescribed(property, (Map<?, ?>) value, definitions);
            }
        });
    }
}
