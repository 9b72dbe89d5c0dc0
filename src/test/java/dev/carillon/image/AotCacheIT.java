package dev.carillon.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AOT cache that the Dockerfile has trained is one that its command takes. */
class AotCacheIT {

    /** In place of going on without it, which is what the JVM does by itself. */
    private static final String OR_NOT_AT_ALL = "-XX:AOTMode=on";

    private static Image image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void build() {
        image = Image.build();
    }

    @Test
    void theServiceStartsFromIt() throws Exception {
        var loaded = directory.resolve("loaded");
        var process = start(OR_NOT_AT_ALL, "-Xlog:class+load:file=" + loaded);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !process.isAlive() || output().contains("Started Carillon"));
            assertThat(process.isAlive()).as(output()).isTrue();
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertThat(Files.readString(loaded)).contains("dev.carillon.Carillon source: shared objects file",
                "org.springframework.boot.SpringApplication source: shared objects file");
    }

    /** So the test above would fail if it could not be used. */
    @Test
    void anotherLayoutOfObjectsIsRefused() throws Exception {
        var process = start(OR_NOT_AT_ALL, "-XX:-UseCompactObjectHeaders");
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output()).isTrue();
            assertThat(process.exitValue()).as(output()).isNotZero();
        } finally {
            process.destroy();
        }
    }

    private Process start(String... options) throws IOException {
        var builder = image.entrypoint(options).redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("CARILLON_LOG_FILE", directory.resolve("carillon.db").toString());
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
        return builder.start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }
}
