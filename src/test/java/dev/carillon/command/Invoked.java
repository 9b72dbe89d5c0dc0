package dev.carillon.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a command ended with, and what it said. */
record Invoked(int status, String out, String err) {

    /** Here: quick, with the tests' own environment. */
    static Invoked here(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = CarillonCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Invoked(status, out.toString(), err.toString());
    }

    /** As a process of its own, with this in its environment and on its stdin. */
    static Invoked process(Map<String, String> environment, String stdin, String... arguments) {
        try {
            var process = start(environment, arguments).start();
            try (var input = process.getOutputStream()) {
                input.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            var out = text(process.getInputStream());
            return new Invoked(process.waitFor(), out, text(process.getErrorStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A value of the table on stdout. */
    String row(String name) {
        return out.lines()
                .filter(line -> line.substring(0, Math.min(28, line.length())).strip().equals(name))
                .map(line -> line.substring(28).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }

    /** The number that a value of it begins with. */
    int number(String name) {
        return Integer.parseInt(row(name).replaceAll("(, .*|,)", ""));
    }

    /** What the jar's {@code Main-Class} leads to. */
    static ProcessBuilder start(Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.carillon.Carillon"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("CARILLON_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** A file that holds this, as a token or a secret is handed over. */
    static String file(Path directory, String text) {
        try {
            return Files.writeString(Files.createTempFile(directory, "given", ""), text + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
