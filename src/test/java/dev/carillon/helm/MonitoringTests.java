package dev.carillon.helm;

import static dev.carillon.helm.Chart.KEY;
import static dev.carillon.helm.Chart.example;
import static dev.carillon.helm.Chart.render;
import static dev.carillon.helm.Chart.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus and Grafana are given. */
class MonitoringTests {

    @Test
    void theOperatorReadsTheManagementService() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.mapAt("ServiceMonitor/carillon", "spec")).isEqualTo(yaml("""
                selector:
                  matchLabels:
                    app.kubernetes.io/name: carillon
                    app.kubernetes.io/instance: carillon
                    app.kubernetes.io/component: management
                endpoints:
                  - port: management
                    path: /actuator/prometheus
                    interval: 15s
                    scrapeTimeout: 10s
                    relabelings: [{targetLabel: cluster, replacement: eu}]
                    metricRelabelings: [{sourceLabels: [__name__], regex: jvm_buffer_.*, action: drop}]
                """));
        assertThat(rendered.mapAt("ServiceMonitor/carillon", "metadata", "labels"))
                .containsEntry("release", "prometheus");
        assertThat(rendered.mapAt(Chart.MANAGEMENT, "metadata", "labels")).containsAllEntriesOf(
                rendered.mapAt("ServiceMonitor/carillon", "spec", "selector", "matchLabels"));
    }

    @Test
    void orThePodsThemselves() {
        var rendered = render(KEY + "podMonitor: {enabled: true, interval: 1m, labels: {release: prometheus}}");

        assertThat(rendered.mapAt("PodMonitor/carillon", "spec")).isEqualTo(yaml("""
                selector:
                  matchLabels: {app.kubernetes.io/name: carillon, app.kubernetes.io/instance: carillon}
                podMetricsEndpoints: [{port: management, path: /actuator/prometheus, interval: 1m}]
                """));
        assertThat(rendered.mapAt("PodMonitor/carillon", "metadata", "labels")).containsEntry("release",
                "prometheus");
    }

    @Test
    void alertsAreThoseOfTheFileOnThisRelease() {
        var rules = rules(KEY + "prometheusRule: {enabled: true}");

        assertThat(rules).extracting(rule -> rule.get("alert"))
                .isEqualTo(Alerts.read().stream().map(Alerts.Alert::name).toList());
        assertThat(rules).extracting(rule -> (String) rule.get("expr"))
                .allSatisfy(query -> assertThat(query).contains("{namespace=\"bells\"").doesNotContain(".*"));
        assertThat(rules.getFirst().get("expr")).isEqualTo("absent(carillon_connections{namespace=\"bells\"})");
    }

    @Test
    void alertsMayBeOnOtherSeriesAndLeftOut() {
        var rules = rules(example("everything-values.yaml"));

        assertThat(rules).extracting(rule -> rule.get("alert"))
                .contains("CarillonAbsent")
                .doesNotContain("CarillonDiskFilling");
        assertThat(rules.getFirst().get("expr"))
                .isEqualTo("absent(carillon_connections{cluster=\"eu\", namespace=\"bells\"})");
    }

    private static List<Map<String, Object>> rules(String values) {
        return ((List<?>) render(values).at("PrometheusRule/carillon", "spec", "groups", 0, "rules")).stream()
                .map(Rendered::map)
                .toList();
    }

    /** For whoever is woken by it. */
    @Test
    void everyAlertSaysWhatToDo() {
        assertThat(Alerts.read()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook");
            assertThat((String) alert.annotations().get("summary")).matches("[A-Z].{10,60}[^.]");
            assertThat((String) alert.annotations().get("description")).matches("(?s).{30,}\\.");
            assertThat((String) alert.annotations().get("runbook")).matches("(?s).{60,}\\.");
            assertThat(alert.severity()).isIn("critical", "warning");
        });
    }

    @Test
    void theDashboardIsForGrafanasSidecar() {
        var rendered = render(example("everything-values.yaml"));

        assertThat(rendered.mapAt("ConfigMap/carillon-dashboard", "metadata", "labels"))
                .containsEntry("grafana_dashboard", "1");
        assertThat(rendered.mapAt("ConfigMap/carillon-dashboard", "metadata", "annotations"))
                .isEqualTo(Map.of("grafana_folder", "Services"));
        var json = (String) rendered.at("ConfigMap/carillon-dashboard", "data", "carillon.json");
        assertThat(JsonMapper.shared().readTree(json))
                .isEqualTo(JsonMapper.shared().readTree(Chart.read("dashboards/carillon.json")));
    }
}
