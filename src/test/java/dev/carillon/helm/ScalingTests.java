package dev.carillon.helm;

import static dev.carillon.helm.Chart.CLUSTER;
import static dev.carillon.helm.Chart.DEPLOYMENT;
import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** How many pods there are, and how they come and go. */
class ScalingTests {

    @Test
    void aRolloutNeverGoesBelowTheReplicas() {
        for (var values : List.of(KEY, CLUSTER + "replicaCount: 3")) {
            assertThat(render(values).mapAt(DEPLOYMENT, "spec")).containsAllEntriesOf(yaml("""
                    strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
                    minReadySeconds: 10
                    """));
        }
        assertThat(render(CLUSTER + "replicaCount: 3").at(DEPLOYMENT, "spec", "replicas")).isEqualTo(3);
        assertThat(render(KEY + "replicaCount: 0").at(DEPLOYMENT, "spec", "replicas")).isEqualTo(0);
    }

    @Test
    void thePodIsKilledOnlyAfterItsDrain() {
        assertThat(render(KEY).pod("terminationGracePeriodSeconds")).isEqualTo(75);

        var rendered = render(KEY + "drain: {delaySeconds: 20, rate: 2000000, timeoutSeconds: 600}");
        assertThat(rendered.pod("terminationGracePeriodSeconds")).isEqualTo(615);
        assertThat(rendered.environment()).containsEntry("CARILLON_DRAIN_DELAY", "20s")
                .containsEntry("CARILLON_DRAIN_RATE", "2000000")
                .containsEntry("CARILLON_DRAIN_TIMEOUT", "600s");
        assertThat(rendered.container("lifecycle")).isNull();
    }

    @Test
    void severalPodsAreSpread() {
        assertThat(render(CLUSTER + "replicaCount: 3").pod("topologySpreadConstraints", 1)).isEqualTo(yaml("""
                maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: ScheduleAnyway
                labelSelector:
                  matchLabels: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
                matchLabelKeys: [pod-template-hash]
                """));
        assertThat(render(KEY).pod("topologySpreadConstraints")).isNull();
        assertThat((List<?>) render(example("everything-values.yaml")).pod("topologySpreadConstraints")).hasSize(1);
    }

    @Test
    void severalPodsAreNotTakenAtOnce() {
        assertThat(render(CLUSTER + "replicaCount: 3").mapAt("PodDisruptionBudget/carillon", "spec"))
                .isEqualTo(yaml("""
                        maxUnavailable: 1
                        unhealthyPodEvictionPolicy: AlwaysAllow
                        selector:
                          matchLabels: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
                        """));
        assertThat(render(CLUSTER + "replicaCount: 3\npodDisruptionBudget: {maxUnavailable: 30%}")
                .at("PodDisruptionBudget/carillon", "spec", "maxUnavailable")).isEqualTo("30%");
        assertThat(render(CLUSTER + "replicaCount: 3\npodDisruptionBudget: {enabled: false}").ids())
                .doesNotContain("PodDisruptionBudget/carillon");
        assertThat(render(CLUSTER).ids()).doesNotContain("PodDisruptionBudget/carillon");
    }

    @Test
    void podsFollowConnectionsAndCpu() {
        var rendered = render(CLUSTER + "autoscaling: {enabled: true, connections: {metric: open_connections,"
                + " average: 2000000}}");

        assertThat(rendered.mapAt(DEPLOYMENT, "spec")).doesNotContainKey("replicas");
        assertThat(rendered.mapAt("HorizontalPodAutoscaler/carillon", "spec")).isEqualTo(yaml("""
                scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: carillon}
                minReplicas: 2
                maxReplicas: 10
                metrics:
                  - type: Pods
                    pods:
                      metric: {name: open_connections}
                      target: {type: AverageValue, averageValue: "2000000"}
                  - type: ContainerResource
                    containerResource:
                      name: cpu
                      container: carillon
                      target: {type: Utilization, averageUtilization: 70}
                behavior:
                  scaleDown:
                    stabilizationWindowSeconds: 600
                    policies: [{type: Pods, value: 1, periodSeconds: 300}]
                """));
        assertThat(rendered.ids()).contains("PodDisruptionBudget/carillon");
    }

    @Test
    void podsFollowOneOfThem() {
        assertThat(types("connections: {average: 0}")).containsExactly("ContainerResource");
        assertThat(types("cpu: 0")).containsExactly("Pods");
        assertThat(types("cpu: 0, connections: {average: 0}, metrics: [{type: External}]"))
                .containsExactly("External");
    }

    private static List<Object> types(String autoscaling) {
        var rendered = render(CLUSTER + "autoscaling: {enabled: true, " + autoscaling + "}");
        return ((List<?>) rendered.at("HorizontalPodAutoscaler/carillon", "spec", "metrics")).stream()
                .map(metric -> Rendered.map(metric).get("type"))
                .toList();
    }
}
