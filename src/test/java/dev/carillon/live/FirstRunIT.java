package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's first minute: the README's first command, the page and the curl line that it prints. */
class FirstRunIT {

    private static final Pattern PAGE = Pattern.compile("Open this page\\s+(http://\\S+)");
    private static final Pattern CURL = Pattern.compile("(curl -H .*)");

    @Test
    void theCurlLineThatIsPrintedArrivesOnThePage(@TempDir Path directory) throws Exception {
        try (var browser = Browser.open()) {
            var log = directory.resolve("log");
            var maven = start(log);
            try {
                await().atMost(Duration.ofMinutes(5)).until(() -> !maven.isAlive() || find(CURL, log).isPresent());
                assertThat(find(CURL, log)).as(Files.readString(log)).isPresent();

                var page = browser.open(find(PAGE, log).orElseThrow());
                assertThat(page.locator("#state")).hasText("subscribed", new HasTextOptions().setTimeout(60_000));
                var curl = new ProcessBuilder("sh", "-c", find(CURL, log).orElseThrow()).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                assertThat(curl.waitFor()).isZero();
                assertThat(page.locator("#feed li .payload").first()).containsText("Hello from REST",
                        new ContainsTextOptions().setTimeout(60_000));
            } finally {
                maven.descendants().forEach(ProcessHandle::destroy);
                maven.destroy();
                maven.waitFor();
            }
        }
    }

    /** On free ports, because the usual ones may be taken. */
    private static Process start(Path log) throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        assertThat(readme).contains("./mvnw spring-boot:run");
        var builder = new ProcessBuilder("./mvnw", "-B", "spring-boot:run").redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
        return builder.start();
    }

    private static Optional<String> find(Pattern pattern, Path log) throws IOException {
        var matcher = pattern.matcher(Files.readString(log));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
