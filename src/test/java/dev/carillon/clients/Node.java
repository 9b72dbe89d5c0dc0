package dev.carillon.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.Machine;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Node, with the WebSocket that its version 20 has behind a flag, and the library that the live page uses. */
final class Node {

    private static final String STOMPJS = "META-INF/resources/webjars/stomp__stompjs/";

    private Node() {}

    /** Skips the test where Node is missing or too old. */
    static void assume(String suite) throws IOException, InterruptedException {
        assumeTrue(Machine.has("node") && answers(),
                () -> Machine.skipped(suite, "no Node 20.11 or later on the path"));
    }

    static ProcessBuilder run(Path directory, List<String> arguments) {
        var command = new ArrayList<>(List.of("node", "--experimental-websocket"));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(directory.toFile());
    }

    /** As npm would install it. */
    static void installStompjs(Path directory) throws IOException {
        for (var pattern : List.of("*/package.json", "*/esm6/**/*.js")) {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:" + STOMPJS + pattern)) {
                var inWebjar = file.getURL().toString().replaceFirst(".*" + STOMPJS + "[^/]+/", "");
                var target = directory.resolve("node_modules/@stomp/stompjs").resolve(inWebjar);
                Files.createDirectories(target.getParent());
                Files.write(target, file.getContentAsByteArray());
            }
        }
    }

    private static boolean answers() throws IOException, InterruptedException {
        return run(Path.of("."), List.of("--test-timeout=1", "-e", "WebSocket"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
    }
}
