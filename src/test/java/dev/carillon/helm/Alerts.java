package dev.carillon.helm;

import java.util.List;
import java.util.Map;

/** The alerts that operators are given. */
final class Alerts {

    record Alert(String name, String query, String severity, Map<String, Object> annotations) {}

    private Alerts() {}

    static List<Alert> read() {
        var groups = (List<?>) Chart.yaml(Chart.read("alerts/carillon.yaml")).get("groups");
        return groups.stream()
                .flatMap(group -> ((List<?>) Rendered.map(group).get("rules")).stream())
                .map(Rendered::map)
                .map(rule -> new Alert((String) rule.get("alert"), (String) rule.get("expr"),
                        (String) Rendered.map(rule.get("labels")).get("severity"),
                        Rendered.map(rule.get("annotations"))))
                .toList();
    }
}
