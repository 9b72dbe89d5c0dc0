package dev.carillon.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/** The instructions of one stage, or of all, in their order and without comments. */
record Dockerfile(List<String> instructions) {

    static Dockerfile read() {
        try {
            var text = Files.readAllLines(Path.of("Dockerfile"))
                    .stream()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
            return new Dockerfile(text.replaceAll("\\\\\n\\s*", "").lines().filter(line -> !line.isBlank()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each begins with its FROM. */
    List<Dockerfile> stages() {
        var stages = new ArrayList<Dockerfile>();
        for (var instruction : instructions) {
            if (instruction.startsWith("FROM ")) {
                stages.add(new Dockerfile(new ArrayList<>()));
            }
            if (!stages.isEmpty()) {
                stages.getLast().instructions.add(instruction);
            }
        }
        return stages;
    }

    Dockerfile stage(String name) {
        return stages().stream()
                .filter(stage -> stage.instructions.getFirst().endsWith(" AS " + name))
                .findFirst()
                .orElseThrow();
    }

    /** What a container is of: the last stage, with the one that it begins with before it. */
    Dockerfile image() {
        var last = stages().getLast();
        return new Dockerfile(
                Stream.concat(stage("runtime").instructions.stream(), last.instructions.stream()).toList());
    }

    /** The rest of those instructions that begin so. */
    List<String> all(String start) {
        return instructions.stream()
                .filter(instruction -> instruction.startsWith(start + " "))
                .map(instruction -> instruction.substring(start.length() + 1))
                .toList();
    }

    /** The exec form of the only such instruction. */
    List<String> command(String start) {
        var only = all(start);
        if (only.size() != 1) {
            throw new AssertionError(only.size() + " times " + start);
        }
        var words = new ArrayList<String>();
        JsonMapper.shared()
                .readTree(only.getFirst().substring(only.getFirst().indexOf('[')))
                .forEach(word -> words.add(word.asString()));
        return words;
    }

    Map<String, String> environment() {
        return all("ENV").stream()
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }
}
