package dev.carillon.helm;

import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Who may talk to the pods, and whom they may talk to. */
class NetworkPolicyTests {

    private static final String POLICY = "NetworkPolicy/carillon";

    @Test
    void clientsComeFromAnywhereAndOthersFromTheNamespace() {
        var rendered = render(KEY + "networkPolicy: {enabled: true}");

        assertThat(rendered.mapAt(POLICY, "spec")).isEqualTo(yaml("""
                podSelector:
                  matchLabels: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
                policyTypes: [Ingress, Egress]
                ingress:
                  - ports: [{port: http, protocol: TCP}]
                  - ports: [{port: api, protocol: TCP}]
                    from: [{podSelector: {}}]
                  - ports: [{port: management, protocol: TCP}]
                    from: [{podSelector: {}}]
                egress:
                  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
                    to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
                """));
    }

    @Test
    void everyPeerMayBeAnybody() {
        var rendered = render(Chart.CLUSTER.replace("existingSecret: {name: carillon-key}", "issuers: [{issuer: a,"
                + " audience: b}]") + "networkPolicy: {enabled: true, api: [], management: [], egress: {dns: []}}");

        assertThat(rendered.mapAt(POLICY, "spec")).containsAllEntriesOf(yaml("""
                ingress:
                  - ports: [{port: http, protocol: TCP}]
                  - ports: [{port: api, protocol: TCP}]
                  - ports: [{port: management, protocol: TCP}]
                egress:
                  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
                  - ports: [{port: 5432, protocol: TCP}]
                  - ports: [{port: 5672, protocol: TCP}]
                  - ports: [{port: 443, protocol: TCP}]
                """));
    }

    @Test
    void everyPeerMayBeNamed() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.at(POLICY, "spec", "ingress", 0)).isEqualTo(yaml("""
                ports: [{port: http, protocol: TCP}]
                from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]
                """));
        assertThat(rendered.at(POLICY, "spec", "egress", 1)).isEqualTo(yaml("""
                ports: [{port: 5432, protocol: TCP}]
                to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}]
                """));
        assertThat(rendered.at(POLICY, "spec", "egress", 2)).isEqualTo(yaml("""
                ports: [{port: 61614, protocol: TCP}]
                to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}]
                """));
        assertThat(rendered.at(POLICY, "spec", "egress", 3)).isEqualTo(yaml("""
                ports: [{port: 443, protocol: TCP}]
                to: [{ipBlock: {cidr: 192.0.2.10/32}}]
                """));
        assertThat(rendered.at(POLICY, "spec", "egress", 4)).isEqualTo(yaml("""
                ports: [{port: 4318, protocol: TCP}]
                to: [{podSelector: {matchLabels: {app: collector}}}]
                """));
    }

    @Test
    void whomPodsTalkToMayBeLeftOpen() {
        var rendered = render(KEY + "networkPolicy: {enabled: true, egress: {enabled: false}}");

        assertThat(rendered.mapAt(POLICY, "spec")).doesNotContainKey("egress")
                .containsAllEntriesOf(yaml("policyTypes: [Ingress]"));
    }

    @Test
    void aPortThatIsNotThereIsNotOpened() {
        var rendered = render(KEY + "networkPolicy: {enabled: true}\napi: {enabled: false}");

        assertThat((List<?>) rendered.at(POLICY, "spec", "ingress")).hasSize(2);
    }
}
