package dev.carillon.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.carillon.RunningCarillon;
import org.junit.jupiter.api.Test;

/** RFC 6455 as others read it: see {@code src/docs/conformance.md}. */
class AutobahnIT {

    /** Every case of the suite but those for permessage-deflate, which is not offered; sizes and speed take minutes. */
    private static final boolean ALL = Boolean.getBoolean("autobahn.all");
    private static final List<String> NOT_OFFERED = List.of("12.*", "13.*");
    private static final List<String> NOT_NOW = List.of("9.*", "12.*", "13.*");
    private static final int CASES = 301;
    private static final int LARGE_CASES = 54;

    @Test
    void noCaseFails() throws Exception {
        var directory = Files.createDirectories(Path.of("target/autobahn/report")).toAbsolutePath();
        try (var carillon = RunningCarillon.start("spring.main.sources=dev.carillon.connection.EchoEndpoint",
                "carillon.connection.connect-timeout=1h", "carillon.connection.max-frame=20MB",
                "carillon.connection.max-inbound=1GB", "carillon.connection.max-inbound-frames=1000000",
                "carillon.outbox.max-bytes=64MB")) {
            var results = new Suite(directory).run("ws://127.0.0.1:" + carillon.port() + "/echo", List.of("*"),
                    ALL ? NOT_OFFERED : NOT_NOW);

            Files.writeString(directory.resolve("summary.md"), new Summary(results).table());
            assertThat(results).hasSize(ALL ? CASES : CASES - LARGE_CASES)
                    .allMatch(result -> List.of("OK", "NON-STRICT", "INFORMATIONAL").contains(result.behavior()));
        }
    }
}
