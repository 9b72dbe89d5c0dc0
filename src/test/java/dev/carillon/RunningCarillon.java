package dev.carillon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.carillon.contract.RestContract;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The service as a user runs it, on ports of its own, spoken to over real sockets. */
public final class RunningCarillon implements AutoCloseable {

    private static final RunningCarillon SHARED = start();

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningCarillon(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** One that tests may share as long as they neither count its meters nor stop it. */
    public static RunningCarillon shared() {
        return SHARED;
    }

    /** Starts with a key, free ports and these settings, each {@code name=value}. */
    public static RunningCarillon start(String... settings) {
        var all = new ArrayList<>(List.of("carillon.tokens.hmac-secret=" + TestTokens.SECRET));
        all.addAll(List.of(settings));
        return startWithout(all.toArray(String[]::new));
    }

    /** Starts without a key. A setting that is given twice counts as given last. */
    public static RunningCarillon startWithout(String... settings) {
        var all = new LinkedHashMap<>(Map.of("server.port", "0", "management.server.port", "0", "carillon.log.file",
                newLog().toString()));
        for (var setting : settings) {
            all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return new RunningCarillon(SpringApplication.run(Carillon.class, all.entrySet()
                .stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new)));
    }

    /** Where a log can be that nobody else has; it goes with the tests' JVM. */
    public static Path newLog() {
        try {
            var directory = Files.createTempDirectory("carillon-log");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
            return directory.resolve("carillon.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return Integer.parseInt(setting("local.server.port"));
    }

    public int managementPort() {
        return Integer.parseInt(setting("local.management.port"));
    }

    public String setting(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    public URI http(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    public URI ws() {
        return URI.create("ws://localhost:" + port() + "/ws");
    }

    public URI management(String path) {
        return URI.create("http://localhost:" + managementPort() + path);
    }

    /** Publishes JSON to a path below {@code /api/v1}, and answers whatever comes back. */
    public HttpResponse<String> publish(String token, String path, String json) {
        var answer = send(HttpRequest.newBuilder(http("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        if (answer.statusCode() == 201 || answer.statusCode() == 202) {
            RestContract.checkTaken(path, json);
        }
        return answer;
    }

    public HttpResponse<String> get(URI uri, String... headers) {
        var request = HttpRequest.newBuilder(uri);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** What the API answers has to be as its document says. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            RestContract.check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What {@code /actuator/prometheus} says under this name with its tags, for example {@code a_total{b="c"}}. */
    public double metric(String series) {
        return Arrays.stream(get(management("/actuator/prometheus")).body().split("\n"))
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series));
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
