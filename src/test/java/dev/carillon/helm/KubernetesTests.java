package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DatabindException;

/** Every object is one that Kubernetes knows, in every field. */
class KubernetesTests {

    /** What may have any name: it is the operator's. */
    private static final Set<String> FREE = Set.of("annotations", "data", "labels", "limits", "matchLabels",
            "nodeSelector", "requests", "selector of a Service");

    static List<String> values() {
        return Stream.concat(Chart.examples().stream().map(Chart::example), BranchesTests.VALUES.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("values")
    void knowsEveryField(String values) {
        Chart.render(values)
                .objects()
                .forEach((id, object) -> assertThatCode(() -> KubernetesModels.read(object)).as(
                        id).doesNotThrowAnyException());
    }

    /** Wherever a field may be misspelt, in each object of every kind: at the places where it is not refused any name is good. */
    @Test
    void knowsNoFieldThatIsMisspelt() {
        var accepted = new TreeSet<String>();
        int tried = 0;
        for (var values : values()) {
            for (var object : Chart.render(values).objects().values()) {
                var places = new ArrayList<Place>();
                collect("", object, places);
                for (var place : places) {
                    tried++;
                    if (acceptsMisspelt(object, place.fields())) {
                        accepted.add(place.name().equals("selector")
                                ? "selector of a " + object.get("kind")
                                : place.name());
                    }
                }
            }
        }

        assertThat(tried).isGreaterThan(1000);
        assertThat(accepted).isSubsetOf(FREE);
    }

    private record Place(String name, Map<String, Object> fields) {}

    private static void collect(String name, Object value, List<Place> places) {
        if (value instanceof List<?> list) {
            list.forEach(entry -> collect(name, entry, places));
        } else if (value instanceof Map<?, ?>) {
            places.add(new Place(name, Rendered.map(value)));
            Rendered.map(value).forEach((key, entry) -> collect(key, entry, places));
        }
    }

    private static boolean acceptsMisspelt(Map<String, Object> object, Map<String, Object> fields) {
        fields.put("misspelt", "value");
        try {
            KubernetesModels.read(object);
            return true;
        } catch (DatabindException e) {
            assertThat(e).hasMessageContaining("misspelt");
            return false;
        } finally {
            fields.remove("misspelt");
        }
    }

    @Test
    void knowsNoOtherTypes() {
        var service = Chart.yaml("{apiVersion: v1, kind: Service, spec: {ports: [{port: many}]}}");

        assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> KubernetesModels.read(service));
    }
}
