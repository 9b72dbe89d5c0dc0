package dev.carillon.helm;

import static dev.carillon.helm.Chart.CLUSTER;
import static dev.carillon.helm.Chart.DATABASE;
import static dev.carillon.helm.Chart.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code if}, {@code with}, {@code range} and {@code else} of the templates is seen both ways. */
class BranchesTests {

    /** Beside the examples, all of which KubernetesTests hold against the models as well. */
    static final List<String> VALUES = List.of(
            KEY,
            KEY + "fullnameOverride: bell\nserviceAccount: {create: false}",
            KEY + "nameOverride: bell",
            KEY + "podMonitor: {enabled: true, interval: 1m, labels: {a: b}}",
            KEY + "serviceMonitor: {enabled: true}\ngrafanaDashboard: {enabled: true}\nprometheusRule: {enabled: true}",
            KEY + "networkPolicy: {enabled: true, management: [], api: [], egress: {dns: []}}",
            KEY + "networkPolicy: {enabled: true, egress: {enabled: false}}\napi: {enabled: false}",
            KEY + "log: {persistence: {enabled: true, storageClass: fast, keep: false}}",
            "tokens: {issuerUri: 'https://id.example.org'}\nnetworkPolicy: {enabled: true}",
            "tokens: {issuers: [{issuer: a, audience: b}]}\n" + DATABASE + "networkPolicy: {enabled: true}",
            CLUSTER + "replicaCount: 2\nnetworkPolicy: {enabled: true}",
            CLUSTER + "autoscaling: {enabled: true, cpu: 0, behavior: {scaleDown: null}}",
            CLUSTER + "autoscaling: {enabled: true, connections: {average: 0}}",
            KEY + DATABASE + "relay: {type: stomp, host: mq.bells}",
            KEY + DATABASE + "relay: {type: rabbitmq, host: mq.bells, tls: {enabled: true, caSecret: {name: a}}}",
            KEY + "ingress: {enabled: true, hosts: [a.example.org]}\nhttpRoute: {enabled: true, parentRefs: [{name: a}]}");

    @TempDir
    private Path copy;

    @Test
    void areAllSeen() throws IOException {
        var branches = Branches.of(Chart.DIRECTORY, copy);
        var missing = new TreeSet<>(branches.ways());
        Stream.concat(Chart.examples().stream().map(Chart::example), VALUES.stream())
                .forEach(values -> missing.removeAll(branches.taken(values)));

        assertThat(branches.ways()).hasSizeGreaterThan(200);
        assertThat(missing).isEmpty();
    }
}
