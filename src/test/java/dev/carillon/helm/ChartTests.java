package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Renders the chart as Helm does, without a cluster.
 */
class ChartTests {
    private static final Path CHART = Path.of("helm", "carillon");

    private static final String KUBERNETES = "1.25.0";

    private static final String DEPLOYMENT = "Deployment/carillon";
    private static final String SERVICE = "Service/carillon";
    private static final String MANAGEMENT = "Service/carillon-management";
    private static final String CONFIG = "ConfigMap/carillon";
    private static final String ACCOUNT = "ServiceAccount/carillon";

    /** The least that has to be set. */
    private static final String KEY = "tokens: {existingSecret: {name: carillon-key}}\n";

    private static final String TLS = KEY + "tls: {existingSecret: carillon-tls}\n";
    private static final String CLAIM = "log: {existingClaim: carillon-log}\n";

    private static final String POSTGRESQL = "jdbc:postgresql://db.bells/carillon";

    @TempDir
    private Path temporary;

    private final Helm helm = new Helm(CHART);

    @Test
    void lintIsClean() {
        LintResult lint = helm.lint().strict().call();

        assertThat(lint.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
        assertThat(lint.isFailed()).isFalse();
    }

    @Test
    void rendersTheseObjects() {
        assertThat(render(KEY).ids()).containsExactlyInAnyOrder(DEPLOYMENT, SERVICE, MANAGEMENT, CONFIG, ACCOUNT);
        assertThat(render(TLS + "config: {a: 1}").ids()).containsExactlyInAnyOrder(DEPLOYMENT, SERVICE, MANAGEMENT,
                CONFIG, ACCOUNT);
    }

    @Test
    void labelsEveryObject() {
        Rendered rendered = render(KEY);

        assertThat(rendered.ids()).allSatisfy(id -> assertThat(rendered.mapAt(id, "metadata", "labels"))
                .containsAllEntriesOf(yaml("""
                        helm.sh/chart: carillon-0.1.0
                        app.kubernetes.io/name: carillon
                        app.kubernetes.io/instance: carillon
                        app.kubernetes.io/version: "0.1.0"
                        app.kubernetes.io/managed-by: Helm
                        """)));
        assertThat(rendered.mapAt(MANAGEMENT, "metadata", "labels")).containsEntry("app.kubernetes.io/component",
                "management");
    }

    @Test
    void rendersTheServices() {
        Rendered rendered = render(KEY);

        assertThat(rendered.mapAt(SERVICE, "spec")).isEqualTo(yaml("""
                type: ClusterIP
                selector: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
                ports:
                  - {name: http, port: 8080, targetPort: http, protocol: TCP, appProtocol: http}
                """));
        assertThat(rendered.mapAt(MANAGEMENT, "spec")).isEqualTo(yaml("""
                type: ClusterIP
                selector: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
                ports:
                  - {name: management, port: 8081, targetPort: management, protocol: TCP, appProtocol: http}
                """));
    }

    @Test
    void opensOnlyTheClientsServiceToTheOutside() {
        Rendered rendered = render(KEY + "service: {type: LoadBalancer, port: 443, annotations: {zone: outer}}");

        assertThat(rendered.at(SERVICE, "spec", "type")).isEqualTo("LoadBalancer");
        assertThat(rendered.at(SERVICE, "spec", "ports", 0, "port")).isEqualTo(443);
        assertThat(rendered.at(SERVICE, "metadata", "annotations")).isEqualTo(Map.of("zone", "outer"));
        assertThat(rendered.at(MANAGEMENT, "spec", "type")).isEqualTo("ClusterIP");
        assertThat(rendered.at(MANAGEMENT, "metadata", "annotations")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nameOverride: bell", "fullnameOverride: bell"})
    void servicesFindThePodsAndTheirPorts(String names) {
        Rendered rendered = render(KEY + names);
        String deployment = only(rendered, "Deployment/");
        Map<String, Object> podLabels = rendered.mapAt(deployment, "spec", "template", "metadata", "labels");
        Set<String> podPorts = rendered.namedAt(deployment, container("ports")).keySet();

        assertThat(podLabels).containsAllEntriesOf(rendered.mapAt(deployment, "spec", "selector", "matchLabels"));
        assertThat(rendered.ids()).filteredOn(id -> id.startsWith("Service/")).hasSize(2).allSatisfy(service -> {
            assertThat(rendered.at(service, "spec", "selector"))
                    .isEqualTo(rendered.at(deployment, "spec", "selector", "matchLabels"));
            assertThat(rendered.namedAt(service, "spec", "ports").values())
                    .allSatisfy(port -> assertThat(podPorts).contains((String) port.get("targetPort")));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaa", "carillon"})
    void namesFitIntoALabel(String start) {
        String longest = start + "a".repeat(45);

        assertThat(render(longest, KEY).ids()).hasSize(5)
                .extracting(id -> id.substring(id.indexOf('/') + 1))
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
    }

    @Test
    void namesFollowTheReleaseAndTheOverride() {
        assertThat(render("blue", KEY).ids()).containsExactlyInAnyOrder("Deployment/blue-carillon",
                "Service/blue-carillon", "Service/blue-carillon-management", "ConfigMap/blue-carillon",
                "ServiceAccount/blue-carillon");
        assertThat(render(KEY + "fullnameOverride: bell").ids()).containsExactlyInAnyOrder("Deployment/bell",
                "Service/bell", "Service/bell-management", "ConfigMap/bell", "ServiceAccount/bell");
    }

    @Test
    void podIsRestricted() {
        Rendered rendered = render(KEY);

        assertThat(rendered.mapAt(DEPLOYMENT, pod("securityContext"))).isEqualTo(yaml("""
                runAsNonRoot: true
                runAsUser: 10001
                runAsGroup: 10001
                fsGroup: 10001
                seccompProfile: {type: RuntimeDefault}
                """));
        assertThat(rendered.namedAt(DEPLOYMENT, pod("containers"))).containsOnlyKeys("carillon");
        assertThat(rendered.mapAt(DEPLOYMENT, container("securityContext"))).isEqualTo(yaml("""
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
                """));
        assertThat(rendered.at(DEPLOYMENT, pod("automountServiceAccountToken"))).isEqualTo(false);
        assertThat(rendered.at(DEPLOYMENT, pod("enableServiceLinks"))).isEqualTo(false);
        assertThat(rendered.namedAt(DEPLOYMENT, container("volumeMounts")).values()).containsExactly(
                yaml("{name: config, mountPath: /etc/carillon, readOnly: true}"),
                yaml("{name: tmp, mountPath: /tmp}"),
                yaml("{name: log, mountPath: /data}"));
        assertThat(rendered.namedAt(DEPLOYMENT, pod("volumes")).values()).containsExactly(
                yaml("{name: config, configMap: {name: carillon}}"),
                yaml("{name: tmp, emptyDir: {}}"),
                yaml("{name: log, emptyDir: {}}"));
    }

    @Test
    void logIsOnTheClaim() {
        Rendered rendered = render(KEY + CLAIM);

        assertThat(rendered.namedAt(DEPLOYMENT, pod("volumes"))).containsOnlyKeys("config", "tmp", "log")
                .containsEntry("log", yaml("{name: log, persistentVolumeClaim: {claimName: carillon-log}}"));
        assertThat(rendered.namedAt(DEPLOYMENT, container("volumeMounts")).get("log"))
                .isEqualTo(yaml("{name: log, mountPath: /data}"));
        assertThat(rendered.namedAt(DEPLOYMENT, container("env")).get("CARILLON_LOG_FILE"))
                .isEqualTo(yaml("{name: CARILLON_LOG_FILE, value: /data/carillon.db}"));
        assertThat(rendered.mapAt(DEPLOYMENT, "spec", "strategy")).isEqualTo(yaml("type: Recreate"));
    }

    @Test
    void logIsInPostgresql() {
        Rendered rendered = render(KEY + "log: {database: {url: '" + POSTGRESQL
                + "', username: ringer, existingSecret: {name: carillon-db, key: '2026'}}}");

        assertThat(rendered.namedAt(DEPLOYMENT, container("env"))).doesNotContainKey("CARILLON_LOG_FILE")
                .containsEntry("SPRING_DATASOURCE_URL", Map.of("name", "SPRING_DATASOURCE_URL", "value", POSTGRESQL))
                .containsEntry("SPRING_DATASOURCE_USERNAME", yaml("{name: SPRING_DATASOURCE_USERNAME, value: ringer}"))
                .containsEntry("SPRING_DATASOURCE_PASSWORD", yaml("""
                        name: SPRING_DATASOURCE_PASSWORD
                        valueFrom: {secretKeyRef: {name: carillon-db, key: '2026'}}
                        """));
        assertThat(rendered.namedAt(DEPLOYMENT, container("volumeMounts"))).containsOnlyKeys("config", "tmp");
        assertThat(rendered.namedAt(DEPLOYMENT, pod("volumes"))).containsOnlyKeys("config", "tmp");
        assertThat(rendered.at(DEPLOYMENT, "spec", "strategy", "type")).isEqualTo("Recreate");
    }

    @Test
    void postgresqlMayDoWithoutAPassword() {
        Rendered rendered = render(KEY + "log: {database: {url: '" + POSTGRESQL + "'}}");

        assertThat(rendered.namedAt(DEPLOYMENT, container("env")).keySet())
                .filteredOn(name -> name.startsWith("SPRING_DATASOURCE_"))
                .containsExactly("SPRING_DATASOURCE_URL");
    }

    @Test
    void probesAskTheManagementPort() {
        Rendered rendered = render(KEY);

        assertThat(rendered.namedAt(DEPLOYMENT, container("ports")).values()).containsExactly(
                yaml("{name: http, containerPort: 8080, protocol: TCP}"),
                yaml("{name: management, containerPort: 8081, protocol: TCP}"));
        assertThat(rendered.mapAt(DEPLOYMENT, container("startupProbe"))).isEqualTo(yaml("""
                httpGet: {path: /actuator/health/liveness, port: management}
                periodSeconds: 2
                timeoutSeconds: 2
                failureThreshold: 60
                """));
        assertThat(rendered.mapAt(DEPLOYMENT, container("livenessProbe"))).isEqualTo(yaml("""
                httpGet: {path: /actuator/health/liveness, port: management}
                periodSeconds: 10
                timeoutSeconds: 5
                failureThreshold: 3
                """));
        assertThat(rendered.mapAt(DEPLOYMENT, container("readinessProbe"))).isEqualTo(yaml("""
                httpGet: {path: /actuator/health/readiness, port: management}
                periodSeconds: 5
                timeoutSeconds: 2
                failureThreshold: 2
                """));
    }

    @Test
    void rollsOutWithoutGoingBelowTheReplicas() {
        Rendered rendered = render(KEY);

        assertThat(rendered.at(DEPLOYMENT, "spec", "replicas")).isEqualTo(1);
        assertThat(rendered.mapAt(DEPLOYMENT, "spec", "strategy")).isEqualTo(yaml("""
                type: RollingUpdate
                rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
                """));
        assertThat(rendered.at(DEPLOYMENT, pod("terminationGracePeriodSeconds"))).isEqualTo(45);
        assertThat(render(KEY + "replicaCount: 0").at(DEPLOYMENT, "spec", "replicas")).isEqualTo(0);
    }

    @Test
    void keyComesFromTheSecret() {
        Rendered rendered = render("tokens: {existingSecret: {name: carillon-key, key: '2026'}}");

        assertThat(rendered.namedAt(DEPLOYMENT, container("env")).values()).containsExactly(
                yaml("{name: SPRING_PROFILES_ACTIVE, value: production}"),
                yaml("{name: SPRING_CONFIG_ADDITIONAL_LOCATION, value: 'file:/etc/carillon/'}"),
                yaml("{name: SERVER_PORT, value: '8080'}"),
                yaml("{name: MANAGEMENT_SERVER_PORT, value: '8081'}"),
                yaml("{name: CARILLON_LOG_FILE, value: /data/carillon.db}"),
                yaml("""
                        name: CARILLON_TOKENS_HMAC_SECRET
                        valueFrom: {secretKeyRef: {name: carillon-key, key: '2026'}}
                        """));
        assertThat(render(KEY).namedAt(DEPLOYMENT, container("env")).get("CARILLON_TOKENS_HMAC_SECRET"))
                .isEqualTo(yaml("""
                        name: CARILLON_TOKENS_HMAC_SECRET
                        valueFrom: {secretKeyRef: {name: carillon-key, key: hmac-secret}}
                        """));
    }

    /** Beside those of the image, which are not repeated here. */
    @Test
    void javaOptionsAreAdded() {
        assertThat(render(KEY + "javaOptions: -Xmx600m").namedAt(DEPLOYMENT, container("env")))
                .containsEntry("JAVA_TOOL_OPTIONS", yaml("{name: JAVA_TOOL_OPTIONS, value: -Xmx600m}"));
    }

    @ParameterizedTest
    @CsvSource({
        "issuerUri, SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
        "jwkSetUri, SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI"})
    void keysComeFromAnIssuer(String value, String variable) {
        Rendered rendered = render("tokens: {" + value + ": 'https://id.example.org/keys'}");

        assertThat(rendered.namedAt(DEPLOYMENT, container("env"))).containsOnlyKeys("SPRING_PROFILES_ACTIVE",
                "SPRING_CONFIG_ADDITIONAL_LOCATION", "SERVER_PORT", "MANAGEMENT_SERVER_PORT", "CARILLON_LOG_FILE",
                variable)
                .containsEntry(variable, Map.of("name", variable, "value", "https://id.example.org/keys"));
    }

    @Test
    void keysComeFromSeveralIssuersAndTheSecret() {
        Rendered rendered = render("""
                tokens:
                  existingSecret: {name: carillon-key}
                  issuers:
                    - {issuer: 'https://id.example.org', audience: carillon}
                    - issuer: tower
                      audience: bells
                      jwkSetUri: https://tower.example.org/keys
                      algorithms: [ES256, EdDSA]
                """);

        assertThat(rendered.namedAt(DEPLOYMENT, container("env")).values()).contains(
                yaml("{name: CARILLON_TOKENS_ISSUERS_0_ISSUER, value: 'https://id.example.org'}"),
                yaml("{name: CARILLON_TOKENS_ISSUERS_0_AUDIENCE, value: carillon}"),
                yaml("{name: CARILLON_TOKENS_ISSUERS_1_ISSUER, value: tower}"),
                yaml("{name: CARILLON_TOKENS_ISSUERS_1_AUDIENCE, value: bells}"),
                yaml("{name: CARILLON_TOKENS_ISSUERS_1_JWKSETURI, value: 'https://tower.example.org/keys'}"),
                yaml("{name: CARILLON_TOKENS_ISSUERS_1_ALGORITHMS, value: 'ES256,EdDSA'}"));
        assertThat(rendered.namedAt(DEPLOYMENT, container("env"))).containsKey("CARILLON_TOKENS_HMAC_SECRET")
                .doesNotContainKeys("CARILLON_TOKENS_ISSUERS_0_JWKSETURI", "CARILLON_TOKENS_ISSUERS_0_ALGORITHMS");
    }

    @Test
    void mountsTheCertificateAsADirectory() {
        Rendered rendered = render(TLS);

        assertThat(rendered.namedAt(DEPLOYMENT, container("env")).values()).contains(
                yaml("{name: SPRING_PROFILES_ACTIVE, value: 'production,tls'}"),
                yaml("{name: CARILLON_TLS_DIRECTORY, value: /etc/carillon-tls}"),
                yaml("{name: MANAGEMENT_SERVER_SSL_ENABLED, value: 'false'}"));
        assertThat(rendered.namedAt(DEPLOYMENT, container("volumeMounts")))
                .containsOnlyKeys("config", "tmp", "log", "tls")
                .containsEntry("tls", yaml("{name: tls, mountPath: /etc/carillon-tls, readOnly: true}"));
        assertThat(rendered.namedAt(DEPLOYMENT, pod("volumes"))).containsOnlyKeys("config", "tmp", "log", "tls")
                .containsEntry("tls", yaml("{name: tls, secret: {secretName: carillon-tls, defaultMode: 0440}}"));
        assertThat(rendered.at(SERVICE, "spec", "ports", 0, "appProtocol")).isEqualTo("https");
        assertThat(rendered.at(MANAGEMENT, "spec", "ports", 0, "appProtocol")).isEqualTo("http");
    }

    @Test
    void configBecomesAnApplicationYaml() {
        String settings = """
                carillon:
                  limits: {connections: 5000}
                  access:
                    anonymous: ["news.**"]
                logging: {level: {root: "warn"}}
                """;

        Rendered rendered = render(KEY + "config:\n" + settings.indent(2));

        assertThat(rendered.mapAt(CONFIG, "data")).containsOnlyKeys("application.yaml");
        assertThat(yaml((String) rendered.at(CONFIG, "data", "application.yaml"))).isEqualTo(yaml(settings));
        assertThat(render(KEY).mapAt(CONFIG, "data")).isEqualTo(Map.of("application.yaml", "{}\n"));
    }

    @Test
    void changedConfigRestartsThePods() {
        String before = checksum("config: {a: 1}");

        assertThat(checksum("config: {a: 2}")).isNotEqualTo(before);
        assertThat(checksum("config: {a: 1}\npodAnnotations: {b: c}")).isEqualTo(before).matches("[0-9a-f]{64}");
    }

    private String checksum(String values) {
        return (String) render(KEY + values).at(DEPLOYMENT, "spec", "template", "metadata", "annotations",
                "checksum/config");
    }

    @Test
    void serviceAccountHoldsNoToken() {
        Rendered created = render(KEY + "serviceAccount: {name: ringer, annotations: {team: bells}}");
        assertThat(created.at("ServiceAccount/ringer", "automountServiceAccountToken")).isEqualTo(false);
        assertThat(created.at("ServiceAccount/ringer", "metadata", "annotations")).isEqualTo(Map.of("team", "bells"));
        assertThat(created.at(DEPLOYMENT, pod("serviceAccountName"))).isEqualTo("ringer");

        assertThat(render(KEY).at(DEPLOYMENT, pod("serviceAccountName"))).isEqualTo("carillon");

        Rendered existing = render(KEY + "serviceAccount: {create: false}");
        assertThat(existing.ids()).containsExactlyInAnyOrder(DEPLOYMENT, SERVICE, MANAGEMENT, CONFIG);
        assertThat(existing.at(DEPLOYMENT, pod("serviceAccountName"))).isEqualTo("default");
    }

    @Test
    void imageIsTakenByTagOrDigest() {
        String digest = "sha256:" + "0".repeat(64);

        assertThat(image("")).isEqualTo("carillon:0.1.0");
        assertThat(image("image: {repository: registry.example.org:5000/bells/carillon, tag: v2}"))
                .isEqualTo("registry.example.org:5000/bells/carillon:v2");
        assertThat(image("image: {tag: v2, digest: '" + digest + "'}")).isEqualTo("carillon@" + digest);
    }

    private Object image(String values) {
        return render(KEY + values).at(DEPLOYMENT, container("image"));
    }

    @Test
    void podTakesResourcesAndPlacement() {
        assertThat(render(KEY).mapAt(DEPLOYMENT, container("resources"))).isEqualTo(yaml("""
                requests: {cpu: 500m, memory: 1Gi}
                limits: {memory: 1Gi}
                """));

        Rendered rendered = render(KEY + """
                resources: {limits: {memory: 2Gi}}
                image: {pullPolicy: Always}
                imagePullSecrets: [{name: registry}]
                terminationGracePeriodSeconds: 90
                podAnnotations: {team: bells}
                nodeSelector: {disk: fast}
                tolerations: [{key: spot, operator: Exists, effect: NoSchedule}]
                affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
                """);

        assertThat(rendered.at(DEPLOYMENT, container("resources", "limits", "memory"))).isEqualTo("2Gi");
        assertThat(rendered.at(DEPLOYMENT, container("imagePullPolicy"))).isEqualTo("Always");
        assertThat(rendered.at(DEPLOYMENT, pod("imagePullSecrets"))).isEqualTo(List.of(Map.of("name", "registry")));
        assertThat(rendered.at(DEPLOYMENT, pod("terminationGracePeriodSeconds"))).isEqualTo(90);
        assertThat(rendered.mapAt(DEPLOYMENT, "spec", "template", "metadata", "annotations"))
                .containsEntry("team", "bells");
        assertThat(rendered.at(DEPLOYMENT, pod("nodeSelector"))).isEqualTo(Map.of("disk", "fast"));
        assertThat(rendered.at(DEPLOYMENT, pod("tolerations", 0)))
                .isEqualTo(yaml("{key: spot, operator: Exists, effect: NoSchedule}"));
        assertThat(rendered.at(DEPLOYMENT, pod("affinity")))
                .isEqualTo(yaml("nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}"));
    }

    @Test
    void notesNameTheAddresses() {
        assertThat(notes(KEY)).contains("http://carillon.bells:8080/api/v1", "ws://carillon.bells:8080/ws",
                "http://carillon-management.bells:8081/actuator/prometheus", "TLS is off");
        assertThat(notes(TLS + "service: {port: 443}"))
                .contains("https://carillon.bells:443/api/v1", "wss://carillon.bells:443/ws")
                .doesNotContain("TLS is off");
    }

    @Test
    void notesWarnOfALogThatGoesWithThePod() {
        assertThat(notes(KEY)).contains("The log is in an emptyDir");
        assertThat(notes(KEY + CLAIM)).doesNotContain("emptyDir");
        assertThat(notes(KEY + "log: {database: {url: '" + POSTGRESQL + "'}}")).doesNotContain("emptyDir");
    }

    private String notes(String values) {
        return helm.install()
                .withName("carillon")
                .withNamespace("bells")
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .dryRun()
                .withValuesFile(file(values))
                .call()
                .getOutput();
    }

    @Test
    void wantsAKey() {
        assertRefused("", "Tokens cannot be verified: "
                + "set tokens.existingSecret.name, tokens.issuers, tokens.issuerUri or tokens.jwkSetUri.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"existingSecret: {name: carillon-key}", "issuers: [{issuer: bell, audience: carillon}]"})
    void wantsOneSourceOfKeys(String other) {
        assertRefused("tokens: {jwkSetUri: 'https://id.example.org/keys', " + other + "}",
                "It is not clear whose tokens to accept: tokens.issuerUri and tokens.jwkSetUri do not go with "
                        + "tokens.existingSecret or tokens.issuers.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", CLAIM, "log: {database: {url: '" + POSTGRESQL + "'}}\n"})
    void refusesASecondReplica(String log) {
        assertRefused(KEY + log + "replicaCount: 2",
                "replicaCount cannot be more than 1: this version delivers only within one pod.");
    }

    @Test
    void refusesTwoLogs() {
        assertRefused(KEY + "log: {existingClaim: carillon-log, database: {url: '" + POSTGRESQL + "'}}",
                "The log is in a file or in PostgreSQL: set log.existingClaim or log.database.url, not both.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username: ringer", "existingSecret: {name: carillon-db}"})
    void refusesCredentialsOfNoDatabase(String values) {
        assertRefused(KEY + "log: {database: {" + values + "}}",
                "log.database.username and log.database.existingSecret are of no use without log.database.url.");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "spring: {datasource: {url: '" + POSTGRESQL + "'}}",
        "spring.datasource.password: ring",
        "spring: {datasource: {hikari: {maximum-pool-size: 9}, password: ring}}",
        "SPRING_DATASOURCE_PASSWORD: ring"})
    void refusesADatabaseInTheConfigMap(String settings) {
        assertRefused(KEY + "config: {" + settings + "}",
                "config ends up in a ConfigMap, no place for a database and its password: "
                        + "set log.database.url and name a Secret in log.database.existingSecret.");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "carillon: {tokens: {hmac-secret: ring}}",
        "carillon.tokens.hmac-secret: ring",
        "carillon: {tokens: {hmacSecret: ring}}",
        "CARILLON_TOKENS_HMAC_SECRET: ring"})
    void refusesASecretInTheConfigMap(String settings) {
        assertRefused(KEY + "config: {" + settings + "}",
                "config ends up in a ConfigMap, no place for the HMAC secret: "
                        + "name a Secret in tokens.existingSecret.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bell: 1                                      | at '': additional properties 'bell' not allowed
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
            log: {database: {url: 'jdbc:mysql://db/a'}}  | at '/log/database/url': 'jdbc:mysql://db/a' does not match
            log: {database: {url: 'jdbc:postgresql://db/a?user=b&password=c'}} | at '/log/database/url': 'not' failed
            log: {database: {password: ring}}            | at '/log/database': additional properties 'password'
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
            serviceAccount: {create: 'no'}               | at '/serviceAccount/create': got string, want boolean
            resources: {limits: {memory: lots}}          | at '/resources/limits/memory': 'lots' does not match
            resources: {memory: 1Gi}                     | at '/resources': additional properties 'memory'
            terminationGracePeriodSeconds: 1m            | at '/terminationGracePeriodSeconds': got string, want integer
            podAnnotations: {scrape: true}               | at '/podAnnotations/scrape': got boolean, want string
            nodeSelector: []                             | at '/nodeSelector': got array, want object
            tolerations: [{effect: Never}]               | at '/tolerations/0/effect': value must be one of
            affinity: {hostAffinity: {}}                 | at '/affinity': additional properties 'hostAffinity'
            """)
    void refusesWrongValues(String values, String message) {
        assertRefused(values, message);
    }

    private void assertRefused(String values, String message) {
        assertThatThrownBy(() -> render(values)).hasMessageContaining(message);
    }

    @Test
    void schemaKnowsEveryValue() throws IOException {
        Map<String, Object> schema = yaml(Files.readString(CHART.resolve("values.schema.json")));

        assertDescribed(schema, yaml(Files.readString(CHART.resolve("values.yaml"))),
                (Map<?, ?>) schema.get("definitions"));
    }

    /**
     * Groups that require something are closed: they require all they know, and all of it has a default.
     */
    private static void assertDescribed(Map<?, ?> schema, Map<?, ?> values, Map<?, ?> definitions) {
        Map<?, ?> properties = (Map<?, ?>) schema.get("properties");
        Set<Object> known = new HashSet<>(properties.keySet());
        known.remove("global");
        Set<?> required = Set.copyOf((List<?>) schema.get("required"));

        assertThat(schema.get("additionalProperties")).isEqualTo(false);
        assertThat(values.keySet()).isEqualTo(required);
        assertThat(known).isEqualTo(required);
        values.forEach((name, value) -> {
            Map<?, ?> property = (Map<?, ?>) properties.get(name);
            if (property.get("$ref") instanceof String reference) {
                property = (Map<?, ?>) definitions.get(reference.substring("#/definitions/".length()));
            }
            if (property.containsKey("required")) {
                assertDescribed(property, (Map<?, ?>) value, definitions);
            }
        });
    }

    @Test
    void everyValueHasAComment() throws IOException {
        List<String> lines = Files.readAllLines(CHART.resolve("values.yaml"));

        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(" *\\w+:.*")) {
                boolean group = lines.get(i).endsWith(":");
                assertThat(List.of(lines.get(i - 1), lines.get(group ? i + 1 : i - 1)))
                        .as("comment before the value, or in the group: %s", lines.get(i))
                        .anyMatch(line -> line.stripLeading().startsWith("#"));
            }
        }
    }

    private Rendered render(String values) {
        return render("carillon", values);
    }

    private Rendered render(String release, String values) {
        return Rendered.parse(helm.template()
                .withName(release)
                .withNamespace("bells")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(file(values))
                .call());
    }

    private Path file(String values) {
        try {
            return Files.writeString(temporary.resolve("values.yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String only(Rendered rendered, String kind) {
        return rendered.ids().stream().filter(id -> id.startsWith(kind)).findFirst().orElseThrow();
    }

    private static Object[] pod(Object... path) {
        return path(List.of("spec", "template", "spec"), path);
    }

    private static Object[] container(Object... path) {
        return path(List.of("spec", "template", "spec", "containers", 0), path);
    }

    private static Object[] path(List<Object> start, Object... rest) {
        return Stream.concat(start.stream(), Arrays.stream(rest)).toArray();
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml().load(text);
    }
}
