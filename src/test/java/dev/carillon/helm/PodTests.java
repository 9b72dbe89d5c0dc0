package dev.carillon.helm;

import static dev.carillon.helm.Chart.DEPLOYMENT;
import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** What the pod is, and what an operator may add to it. */
class PodTests {

    @Test
    void isRestricted() {
        var rendered = render(KEY);

        assertThat(rendered.pod("securityContext")).isEqualTo(yaml("""
                runAsNonRoot: true
                runAsUser: 10001
                runAsGroup: 10001
                fsGroup: 10001
                fsGroupChangePolicy: OnRootMismatch
                seccompProfile: {type: RuntimeDefault}
                """));
        assertThat(rendered.container("securityContext")).isEqualTo(yaml("""
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
                """));
        assertThat(rendered.pod("automountServiceAccountToken")).isEqualTo(false);
        assertThat(rendered.pod("enableServiceLinks")).isEqualTo(false);
        assertThat(rendered.mounts().values()).containsExactly(
                yaml("{name: config, mountPath: /etc/carillon, readOnly: true}"),
                yaml("{name: tmp, mountPath: /tmp}"),
                yaml("{name: log, mountPath: /data}"));
        assertThat(rendered.volumes()).containsEntry("config",
                yaml("{name: config, configMap: {name: carillon}}"))
                .containsEntry("tmp", yaml("{name: tmp, emptyDir: {}}"));
    }

    @Test
    void mayRunAsWhomTheClusterWants() {
        var rendered = render(KEY + "podSecurityContext: {runAsUser: null, runAsGroup: null, fsGroup: null}");

        assertThat(Rendered.map(rendered.pod("securityContext")))
                .containsOnlyKeys("runAsNonRoot", "fsGroupChangePolicy", "seccompProfile");
    }

    @Test
    void isAskedOnTheManagementPort() {
        var rendered = render(KEY + "probes: {startup: {failureThreshold: 300}}");

        assertThat(rendered.container("startupProbe")).isEqualTo(yaml("""
                httpGet: {path: /actuator/health/liveness, port: management}
                periodSeconds: 2
                timeoutSeconds: 2
                failureThreshold: 300
                """));
        assertThat(rendered.container("livenessProbe")).isEqualTo(yaml("""
                httpGet: {path: /actuator/health/liveness, port: management}
                periodSeconds: 10
                timeoutSeconds: 5
                failureThreshold: 3
                """));
        assertThat(rendered.container("readinessProbe")).isEqualTo(yaml("""
                httpGet: {path: /actuator/health/readiness, port: management}
                periodSeconds: 5
                timeoutSeconds: 2
                failureThreshold: 2
                """));
    }

    @Test
    void imageIsTakenByTagOrDigest() {
        var digest = "sha256:" + "0".repeat(64);

        assertThat(image("")).isEqualTo("carillon:0.1.0");
        assertThat(image("image: {repository: registry.example.org:5000/bells/carillon, tag: v2}"))
                .isEqualTo("registry.example.org:5000/bells/carillon:v2");
        assertThat(image("image: {tag: v2, digest: '" + digest + "'}")).isEqualTo("carillon@" + digest);
        assertThat(render(KEY + "image: {pullPolicy: Always}").container("imagePullPolicy")).isEqualTo("Always");
    }

    private static Object image(String values) {
        return render(KEY + values).container("image");
    }

    @Test
    void hasItsMemoryPromised() {
        assertThat(render(KEY).container("resources")).isEqualTo(yaml("""
                requests: {cpu: 500m, memory: 1Gi}
                limits: {memory: 1Gi}
                """));
        assertThat(render(KEY + "resources: {requests: null, limits: null}").container("resources")).isNull();
    }

    @Test
    void goesWhereTheOperatorWantsIt() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.pod("imagePullSecrets")).isEqualTo(List.of(Map.of("name", "registry")));
        assertThat(rendered.pod("priorityClassName")).isEqualTo("important");
        assertThat(rendered.pod("nodeSelector")).isEqualTo(Map.of("disk", "fast"));
        assertThat(rendered.pod("tolerations")).isEqualTo(List.of(
                yaml("{key: spot, operator: Exists, effect: NoSchedule}")));
        assertThat(Rendered.map(rendered.pod("affinity"))).containsOnlyKeys("podAntiAffinity");
        assertThat(rendered.mapAt(DEPLOYMENT, "metadata", "annotations")).containsEntry("example.org/owner", "bells");
        assertThat(rendered.mapAt(DEPLOYMENT, "spec", "template", "metadata", "annotations"))
                .containsEntry("example.org/owner", "bells")
                .containsKey("checksum/config");
        assertThat(rendered.mapAt(DEPLOYMENT, "spec", "template", "metadata", "labels"))
                .containsEntry("zone", "outer")
                .containsEntry("team", "bells");
    }

    @Test
    void takesWhatTheOperatorAdds() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.environment()).containsEntry("TZ", "Europe/Paris")
                .containsEntry("NODE", yaml("fieldRef: {fieldPath: spec.nodeName}"));
        assertThat(rendered.container("envFrom")).isEqualTo(List.of(yaml("secretRef: {name: more}")));
        assertThat(rendered.volumes()).containsEntry("more", yaml("{name: more, emptyDir: {sizeLimit: 1Gi}}"));
        assertThat(rendered.mounts()).containsEntry("more", yaml("{name: more, mountPath: /more}"));
        assertThat(rendered.namedAt(DEPLOYMENT, "spec", "template", "spec", "initContainers")).containsKey("first");
        assertThat(rendered.namedAt(DEPLOYMENT, "spec", "template", "spec", "containers"))
                .containsOnlyKeys("carillon", "beside");
        assertThat(rendered.container("lifecycle")).isEqualTo(yaml("postStart: {exec: {command: ['true']}}"));
        assertThat(rendered.ids()).contains("ConfigMap/carillon-more", "ConfigMap/carillon-text");
    }

    @Test
    void isTestedFromAnotherPod() {
        var rendered = render(KEY + "test: {image: 'registry.example.org/busybox:1'}");
        var test = rendered.mapAt("Pod/carillon-test", "spec");

        assertThat(rendered.mapAt("Pod/carillon-test", "metadata", "annotations"))
                .containsEntry("example.org/hook", "test");

        assertThat(test).containsAllEntriesOf(yaml("""
                restartPolicy: Never
                automountServiceAccountToken: false
                """));
        assertThat((List<?>) test.get("containers")).singleElement()
                .satisfies(container -> assertThat(Rendered.map(container)).containsAllEntriesOf(yaml("""
                        image: registry.example.org/busybox:1
                        command: [wget]
                        args: [-q, -O-, -T10, 'http://carillon-management:8081/actuator/health/readiness']
                        """)));
    }
}
