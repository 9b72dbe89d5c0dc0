package dev.carillon.helm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The objects of a rendered chart by {@code Kind/name}. */
record Rendered(Map<String, Map<String, Object>> objects) {

    static Rendered parse(String manifests) {
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        var strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        for (Object document : new Yaml(strict).loadAll(manifests)) {
            if (document == null) {
                continue; // A template that has nothing to say but a comment.
            }
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

    /** The one object of a kind. */
    String only(String kind) {
        List<String> found = ids().stream().filter(id -> id.startsWith(kind + "/")).toList();
        if (found.size() != 1) {
            throw new AssertionError("not one " + kind + ": " + found);
        }
        return found.getFirst();
    }

    /** What is at a path of keys and list positions in an object, or null. */
    Object at(String id, Object... path) {
        Object value = objects.get(id);
        if (value == null) {
            throw new AssertionError("Not rendered: " + id + " in " + ids());
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

    /** The entries of a list in an object by their name, as Kubernetes merges them. */
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

    /** In the pod of the Deployment. */
    Object pod(Object... path) {
        return at(only("Deployment"), path(List.of("spec", "template", "spec"), path));
    }

    /** In its container. */
    Object container(Object... path) {
        return pod(path(List.of("containers", 0), path));
    }

    Map<String, Map<String, Object>> volumes() {
        return namedAt(only("Deployment"), "spec", "template", "spec", "volumes");
    }

    Map<String, Map<String, Object>> mounts() {
        return namedAt(only("Deployment"), "spec", "template", "spec", "containers", 0, "volumeMounts");
    }

    /** The container's variables: a value, or where it comes from. */
    Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        namedAt(only("Deployment"), "spec", "template", "spec", "containers", 0, "env").forEach(
                (name, variable) -> environment.put(name, variable.getOrDefault("value", variable.get("valueFrom"))));
        return environment;
    }

    private static Object[] path(List<Object> start, Object... rest) {
        return Stream.concat(start.stream(), Arrays.stream(rest)).toArray();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
