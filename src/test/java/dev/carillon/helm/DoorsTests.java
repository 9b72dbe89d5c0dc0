package dev.carillon.helm;

import static dev.carillon.helm.Chart.API;
import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.MANAGEMENT;
import static dev.carillon.helm.Chart.SERVICE;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Services, Ingress and HTTPRoute: who gets in where. */
class DoorsTests {

    private static final String SELECTOR = """
            type: ClusterIP
            selector: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
            """;

    @Test
    void everyPortHasAServiceOfItsOwn() {
        var rendered = render(KEY);

        assertThat(rendered.mapAt(SERVICE, "spec")).isEqualTo(yaml(SELECTOR + """
                ports: [{name: http, port: 8080, targetPort: http, protocol: TCP, appProtocol: http}]
                """));
        assertThat(rendered.mapAt(API, "spec")).isEqualTo(yaml(SELECTOR + """
                ports: [{name: api, port: 8082, targetPort: api, protocol: TCP, appProtocol: http}]
                """));
        assertThat(rendered.mapAt(MANAGEMENT, "spec")).isEqualTo(yaml(SELECTOR + """
                ports: [{name: management, port: 8081, targetPort: management, protocol: TCP, appProtocol: http}]
                """));
        assertThat(rendered.container("ports")).isEqualTo(List.of(
                yaml("{name: http, containerPort: 8080, protocol: TCP}"),
                yaml("{name: api, containerPort: 8082, protocol: TCP}"),
                yaml("{name: management, containerPort: 8081, protocol: TCP}")));
        assertThat(rendered.environment()).containsEntry("CARILLON_API_PORT", "8082");
    }

    @Test
    void onlyTheClientsServiceIsOpenedToTheOutside() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.mapAt(SERVICE, "spec")).containsAllEntriesOf(yaml("""
                type: LoadBalancer
                externalTrafficPolicy: Local
                loadBalancerSourceRanges: [192.0.2.0/24]
                ports: [{name: http, port: 443, targetPort: http, protocol: TCP, appProtocol: kubernetes.io/wss}]
                """));
        assertThat(rendered.at(SERVICE, "metadata", "annotations")).isEqualTo(Map.of("example.org/zone", "outer"));
        assertThat(rendered.at(API, "spec", "type")).isEqualTo("ClusterIP");
        assertThat(rendered.at(API, "metadata", "annotations")).isEqualTo(Map.of("example.org/zone", "inner"));
        assertThat(rendered.at(MANAGEMENT, "spec", "type")).isEqualTo("ClusterIP");
        assertThat(rendered.at(MANAGEMENT, "metadata", "annotations")).isNull();
    }

    @Test
    void theApiMayDoWithoutAPortOfItsOwn() {
        var rendered = render(KEY + "api: {enabled: false}");

        assertThat(rendered.ids()).contains(SERVICE).doesNotContain(API);
        assertThat(rendered.environment()).doesNotContainKey("CARILLON_API_PORT");
        assertThat((List<?>) rendered.container("ports")).hasSize(2);
    }

    @Test
    void clientsAndBackEndsUseTlsAndTheManagementPortDoesNot() {
        var rendered = render(KEY + "tls: {existingSecret: carillon-tls}");

        assertThat(rendered.environment()).containsEntry("SPRING_PROFILES_ACTIVE", "production,tls")
                .containsEntry("CARILLON_TLS_DIRECTORY", "/etc/carillon-tls")
                .containsEntry("MANAGEMENT_SERVER_SSL_ENABLED", "false");
        assertThat(rendered.mounts().get("tls"))
                .isEqualTo(yaml("{name: tls, mountPath: /etc/carillon-tls, readOnly: true}"));
        assertThat(rendered.volumes().get("tls"))
                .isEqualTo(yaml("{name: tls, secret: {secretName: carillon-tls, defaultMode: 0440}}"));
        assertThat(List.of(SERVICE, API, MANAGEMENT))
                .extracting(service -> rendered.at(service, "spec", "ports", 0, "appProtocol"))
                .containsExactly("https", "https", "http");
    }

    @Test
    void anIngressLeadsToTheClientsPort() {
        var rendered = render(example("tls-ingress-values.yaml"));

        assertThat(rendered.mapAt("Ingress/carillon", "spec")).isEqualTo(yaml("""
                ingressClassName: nginx
                tls: [{secretName: push-example-org, hosts: [push.example.org]}]
                rules:
                  - host: push.example.org
                    http:
                      paths:
                        - path: /
                          pathType: Prefix
                          backend: {service: {name: carillon, port: {name: http}}}
                """));
        assertThat(rendered.mapAt("Ingress/carillon", "metadata", "annotations"))
                .containsEntry("nginx.ingress.kubernetes.io/proxy-read-timeout", "3600");
        assertThat(rendered.environment()).containsEntry("CARILLON_ADMISSION_TRUSTEDPROXIES", "10.0.0.0/8");
    }

    @Test
    void aRouteLeadsToTheClientsPort() {
        var rendered = render(example("gateway-values.yaml"));

        assertThat(rendered.mapAt("HTTPRoute/carillon", "spec")).isEqualTo(yaml("""
                parentRefs: [{name: public, namespace: gateways, sectionName: https}]
                hostnames: [push.example.org]
                rules:
                  - matches: [{path: {type: PathPrefix, value: /}}]
                    timeouts: {request: 0s, backendRequest: 0s}
                    backendRefs: [{name: carillon, port: 8080}]
                """));
    }

    @Test
    void timeoutsOfARouteAreLeftToTheGateway() {
        var rendered = render(KEY + "httpRoute: {enabled: true, parentRefs: [{name: public}]}");

        assertThat(rendered.mapAt("HTTPRoute/carillon", "spec")).doesNotContainKey("hostnames");
        assertThat(rendered.mapAt("HTTPRoute/carillon", "spec", "rules", 0)).containsOnlyKeys("matches",
                "backendRefs");
    }
}
