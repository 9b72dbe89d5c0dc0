package dev.carillon.helm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.yaml.snakeyaml.Yaml;

/**
 * The objects of a rendered chart by {@code Kind/name}.
 */
record Rendered(Map<String, Map<String, Object>> objects) {
    static Rendered parse(String manifests) {
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        for (Object document : new Yaml().loadAll(manifests)) {
            Map<String, Object> object = map(document);
            String id = object.get("kind") + "/" + map(object.get("metadata")).get("name");
            if (objects.put(id, object) != null) {
                throw new IllegalStateException("Rendered twice: " + id);
            }
        }
        return new Rendered(objects);
    }

    Set<String> ids() {
        return objects.keySet();
    }

    /**
     * What is at a path of keys and list positions in an object, or null.
     */
    Object at(String id, Object... path) {
        Object value = objects.get(id);
        if (value == null) {
            throw new IllegalArgumentException("Not rendered: " + id);
        }
        for (Object step : path) {
            value = switch (value) {
                case null -> null;
                case List<?> list -> list.get((int) step);
                default -> map(value).get(step);
            };
        }
        return value;
    }

    Map<String, Object> mapAt(String id, Object... path) {
        return map(at(id, path));
    }

    /**
     * The entries of a list in an object by their name, as Kubernetes merges them.
     */
    Map<String, Map<String, Object>> namedAt(String id, Object... path) {
        Map<String, Map<String, Object>> named = new LinkedHashMap<>();
        for (Object entry : (List<?>) at(id, path)) {
            String name = (String) map(entry).get("name");
            if (named.put(name, map(entry)) != null) {
                throw new IllegalStateException("Listed twice: " + name);
            }
        }
        return named;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
