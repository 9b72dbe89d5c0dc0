package dev.carillon.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.FileSystemUtils;

/**
 * A copy of the chart whose templates write down which ways they go.
 *
 * <p>They do it in {@code .Values}, which all templates share: every named template of the chart is given the root. What they
 * wrote is in a ConfigMap of a template that Helm renders last, as it goes through their names backwards.
 */
final class Branches {

    private static final Pattern ACTION = Pattern.compile("\\{\\{(-?)\\s*(/\\*.*?\\*/|.*?)\\s*-?}}", Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("with \\$?\\.Values\\.([\\w.]+)");
    /** Where there is one way only, as there is in a group of values.yaml that has something in it. */
    private static final Set<String> NEVER_EMPTY = Set.of("with .Values", "range .hosts",
            "range .Values.ingress.hosts", "range (first $file.groups).rules");
    private static final String REPORT = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: branches
            data:
              {{- range $key, $_ := .Values }}
              {{- if hasPrefix "way " $key }}
              {{ quote $key }}: ""
              {{- end }}
              {{- end }}
            """;

    /** An {@code if}, {@code with}, {@code range} or {@code define} that has begun. */
    private record Open(String name, boolean hasElse) {}

    private final Path directory;
    private final Set<String> ways = new TreeSet<>();

    private Branches(Path directory) {
        this.directory = directory;
    }

    static Branches of(Path chart, Path copy) throws IOException {
        FileSystemUtils.copyRecursively(chart, copy);
        Files.delete(copy.resolve("values.schema.json"));
        var branches = new Branches(copy);
        try (var templates = Files.walk(copy.resolve("templates"))) {
            for (var template : templates.filter(Files::isRegularFile).toList()) {
                Files.writeString(template, branches.marked(template));
            }
        }
        Files.writeString(copy.resolve("templates/0.yaml"), REPORT);
        return branches;
    }

    /** Every way that a template may go, as {@code file:line way}. */
    Set<String> ways() {
        return ways;
    }

    /** Those that it goes with these values. */
    Set<String> taken(String values) {
        var taken = new LinkedHashSet<String>();
        Rendered.parse(Chart.manifests(directory, "carillon", values))
                .mapAt("ConfigMap/branches", "data")
                .keySet()
                .forEach(key -> taken.add(key.substring("way ".length())));
        return taken;
    }

    private String marked(Path template) {
        var text = read(template);
        var marked = new StringBuilder();
        Deque<Open> open = new ArrayDeque<>();
        var action = ACTION.matcher(text);
        while (action.find()) {
            var code = action.group(2);
            var line = 1 + text.substring(0, action.start()).chars().filter(character -> character == '\n').count();
            var place = template.getFileName() + ":" + line + " " + code;
            var before = "";
            var after = "";
            switch (code.split("\\s", 2)[0]) {
                case "if", "with", "range" -> {
                    open.push(new Open(place, isAlwaysThere(code)));
                    boolean refuses = text.startsWith("\n{{- fail", action.end());
                    after = refuses ? "" : mark(place + " goes in");
                }
                case "else" -> {
                    var begun = open.pop();
                    boolean last = code.equals("else");
                    open.push(new Open(begun.name(), begun.hasElse() || last));
                    after = mark(last ? begun.name() + " goes on" : place + " goes in");
                }
                case "define" -> open.push(new Open(place, true));
                case "end" -> {
                    var ended = open.pop();
                    before = ended.hasElse()
                            ? ""
                            : "{{" + action.group(1) + " else }}" + mark(ended.name() + " goes on");
                }
                default -> {
                    // Writes something, or is a comment.
                }
            }
            action.appendReplacement(marked, Matcher.quoteReplacement(before + action.group() + after));
        }
        return action.appendTail(marked).toString();
    }

    private static boolean isAlwaysThere(String code) {
        var group = GROUP.matcher(code);
        if (!group.matches()) {
            return NEVER_EMPTY.contains(code);
        }
        Object value = Chart.yaml(Chart.read("values.yaml"));
        for (var step : group.group(1).split("\\.")) {
            value = Rendered.map(value).get(step);
        }
        return value instanceof Map<?, ?> map && !map.isEmpty();
    }

    private String mark(String way) {
        ways.add(way);
        return "{{ $_ := set $.Values `way " + way + "` true }}";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
