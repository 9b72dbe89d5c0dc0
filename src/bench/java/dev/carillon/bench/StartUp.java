package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import dev.carillon.image.Image;

/**
 * From the start of the packaged service, laid out as in the image, to the first answer of its readiness, with the AOT cache and
 * without it in turn. Takes {@code bench.rounds} as a system property, and no other option.
 */
public final class StartUp {

    private static final Map<String, String> VARIANTS = variants();
    private static final String SECONDS = "s to ready";
    private static final String CPU = "CPU-s";
    private static final String RSS = "RSS MB";

    private final Results results = new Results();
    private final Image image = Image.build();

    private StartUp() {}

    private static Map<String, String> variants() {
        var variants = new LinkedHashMap<String, String>();
        variants.put("with the AOT cache", "-XX:AOTMode=on");
        variants.put("without", "-XX:AOTMode=off");
        return variants;
    }

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Children.DIRECTORY);
        new StartUp().run();
    }

    private void run() throws IOException {
        for (int round = 0; round <= Options.rounds(); round++) {
            for (var variant : VARIANTS.entrySet()) {
                var values = measure(variant.getValue());
                IO.println(round + " " + variant.getKey() + " " + values);
                if (round > 0) { // The first one reads the jars from the disk, and makes the log.
                    results.add("start", variant.getKey(), values);
                }
            }
        }
        IO.println(results.markdown() + "\nwith ÷ without: seconds " + ratio(SECONDS) + ", CPU " + ratio(CPU) + "\n\n"
                + sizes());
    }

    private Map<String, Double> measure(String mode) throws IOException {
        int management = Children.freePort();
        var builder = image.entrypoint(mode).redirectOutput(Children.DIRECTORY.resolve("start.log").toFile());
        builder.environment()
                .putAll(Map.of("SPRING_PROFILES_ACTIVE", "production", "CARILLON_TOKENS_HMAC_SECRET", "x".repeat(64),
                        "CARILLON_LOG_FILE", Children.DIRECTORY.resolve("start.db").toAbsolutePath().toString(),
                        "SERVER_PORT", "0", "MANAGEMENT_SERVER_PORT", "" + management));
        long start = System.nanoTime();
        var process = builder.start();
        try {
            var readiness = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
            while (process.isAlive() && !isReady(readiness)) {
                LockSupport.parkNanos(10_000_000);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!process.isAlive()) {
                throw new IOException("it did not start, see start.log in " + Children.DIRECTORY);
            }
            var values = new LinkedHashMap<String, Double>();
            values.put(SECONDS, seconds);
            values.put(CPU, Proc.cpu(process.pid()));
            values.put(RSS, Proc.rss(process.pid()) / 1e6);
            return values;
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    private static boolean isReady(URI readiness) throws IOException {
        try {
            return ((HttpURLConnection) readiness.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException _) {
            return false; // Nobody listens yet.
        }
    }

    private String ratio(String column) {
        var names = List.copyOf(VARIANTS.keySet());
        return Results.number(results.median("start", names.getFirst(), column)
                / results.median("start", names.getLast(), column));
    }

    /** Of what the image adds to its base. */
    private String sizes() throws IOException {
        var text = new StringBuilder("| part of the image | MB |\n|---|---|\n");
        for (var part : List.of("lib", "carillon.jar", "carillon.aot")) {
            text.append("| `").append(part).append("` | ");
            text.append(Results.number(size(image.home().resolve(part)) / 1e6)).append(" |\n");
        }
        return text.toString();
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(StartUp::length).sum();
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
