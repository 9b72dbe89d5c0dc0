package dev.carillon.helm;

import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the objects are called, and labelled with. */
class NamesTests {

    @Test
    void followTheRelease() {
        assertThat(render("blue", KEY).ids()).containsExactlyInAnyOrder("Deployment/blue-carillon",
                "Service/blue-carillon", "Service/blue-carillon-api", "Service/blue-carillon-management",
                "ConfigMap/blue-carillon", "ServiceAccount/blue-carillon", "Pod/blue-carillon-test");
    }

    @Test
    void followTheOverride() {
        assertThat(render(KEY + "fullnameOverride: bell").ids()).containsExactlyInAnyOrder("Deployment/bell",
                "Service/bell", "Service/bell-api", "Service/bell-management", "ConfigMap/bell", "ServiceAccount/bell",
                "Pod/bell-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaa", "carillon"})
    void fitIntoALabel(String start) {
        var longest = start + "a".repeat(45);

        assertThat(render(longest, Chart.example("everything-values.yaml")).ids()).hasSizeGreaterThan(10)
                .filteredOn(id -> !id.startsWith("ConfigMap/" + longest)) // Objects of the operator's own.
                .extracting(id -> id.substring(id.indexOf('/') + 1))
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
    }

    @Test
    void everyObjectIsLabelled() {
        var rendered = render(KEY + "commonLabels: {team: bells, app.kubernetes.io/component: other}");

        assertThat(rendered.ids()).allSatisfy(id -> assertThat(rendered.mapAt(id, "metadata", "labels"))
                .containsAllEntriesOf(yaml("""
                        helm.sh/chart: carillon-0.1.0
                        app.kubernetes.io/instance: carillon
                        app.kubernetes.io/version: "0.1.0"
                        app.kubernetes.io/managed-by: Helm
                        team: bells
                        """))
                .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/component"));
        assertThat(rendered.at(Chart.MANAGEMENT, "metadata", "labels", "app.kubernetes.io/component"))
                .isEqualTo("management");
    }

    @Test
    void labelsOfTheOperatorChangeNoneOfTheChart() {
        var rendered = render(KEY + "commonLabels: {app.kubernetes.io/name: other}\n"
                + "podLabels: {app.kubernetes.io/instance: other, zone: outer}");

        assertThat(rendered.mapAt(Chart.DEPLOYMENT, "spec", "template", "metadata", "labels"))
                .containsAllEntriesOf(Map.of("app.kubernetes.io/name", "carillon", "app.kubernetes.io/instance",
                        "carillon", "zone", "outer"));
    }

    /** Or services would send clients to the pod of a test. */
    @ParameterizedTest
    @ValueSource(strings = {"", "nameOverride: bell", "fullnameOverride: bell"})
    void thePodsAreFoundAndNoOthers(String names) {
        var rendered = render(KEY + names);
        var deployment = rendered.only("Deployment");
        var selector = rendered.mapAt(deployment, "spec", "selector", "matchLabels");
        var ports = rendered.namedAt(deployment, "spec", "template", "spec", "containers", 0, "ports").keySet();

        assertThat(rendered.mapAt(deployment, "spec", "template", "metadata", "labels"))
                .containsAllEntriesOf(selector);
        assertThat(rendered.mapAt(rendered.only("Pod"), "metadata", "labels"))
                .doesNotContainEntry("app.kubernetes.io/name", selector.get("app.kubernetes.io/name"));
        assertThat(rendered.ids()).filteredOn(id -> id.startsWith("Service/")).hasSize(3).allSatisfy(service -> {
            assertThat(rendered.at(service, "spec", "selector")).isEqualTo(selector);
            assertThat(rendered.namedAt(service, "spec", "ports").values())
                    .allSatisfy(port -> assertThat(ports).contains((String) port.get("targetPort")));
        });
    }

    @Test
    void theServiceAccountHoldsNoToken() {
        var created = render(KEY + "serviceAccount: {name: ringer, annotations: {team: bells}}");
        assertThat(created.at("ServiceAccount/ringer", "automountServiceAccountToken")).isEqualTo(false);
        assertThat(created.at("ServiceAccount/ringer", "metadata", "annotations")).isEqualTo(Map.of("team", "bells"));
        assertThat(created.pod("serviceAccountName")).isEqualTo("ringer");
        assertThat(render(KEY).pod("serviceAccountName")).isEqualTo("carillon");

        var existing = render(KEY + "serviceAccount: {create: false}");
        assertThat(existing.ids()).noneMatch(id -> id.startsWith("ServiceAccount/"));
        assertThat(existing.pod("serviceAccountName")).isEqualTo("default");
    }
}
