package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.carillon.Machine;
import dev.carillon.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A newcomer's first minutes, with nothing but what the README says: its command, the page and the curl line that it prints, and a page
 * of one's own. From a fresh clone, and with the times, by {@code -Dfirst-run.clone=true}.
 */
class FirstRunIT {

    private static final boolean CLONE = Boolean.getBoolean("first-run.clone");
    private static final String OWN = "http://localhost:3000";
    private static final String SERVICE = "localhost:8080";
    private static final String START = "CARILLON_ACCESS_ALLOWED_ORIGINS=" + OWN + " ./mvnw spring-boot:run";
    private static final Pattern PAGE = Pattern.compile("Open this page\\s+http://(\\S+)/");
    private static final Pattern CURL = Pattern.compile("(curl -H .*)");
    private static final Pattern TOKEN = Pattern.compile("Subscriber token .*\\s+(\\S+)");

    private Instant since = Instant.now();

    @Test
    void theCurlLineThatIsPrintedArrivesOnBothPages(@TempDir Path directory) throws Exception {
        try (var browser = Browser.open()) {
            var checkout = checkout(directory);
            var log = directory.resolve("log");
            int port = Machine.freePort();
            var maven = start(checkout, port, log);
            HttpServer pages = null;
            try {
                await().atMost(Duration.ofMinutes(10)).until(() -> !maven.isAlive() || find(TOKEN, log).isPresent());
                assertThat(find(TOKEN, log)).as(Files.readString(log)).isPresent();
                took("started by " + START);
                var service = find(PAGE, log).orElseThrow();
                pages = serve(directory.resolve("my-page"), port, service, find(TOKEN, log).orElseThrow());

                var live = browser.open("http://" + service + "/");
                assertThat(live.locator("#state")).hasText("subscribed", new HasTextOptions().setTimeout(60_000));
                var own = browser.open(OWN.replace("3000", Integer.toString(port)));
                assertThat(own.locator("#state")).hasText("subscribed", new HasTextOptions().setTimeout(60_000));
                shell(find(CURL, log).orElseThrow());

                shows(live.locator("#feed li .payload").first());
                shows(own.locator("#notifications li").first());
                took("the pages were open and had it");
                assertThat(browser.complaints()).isEmpty();
            } finally {
                maven.descendants().forEach(ProcessHandle::destroy);
                maven.destroy();
                maven.waitFor();
                if (pages != null) {
                    pages.stop(0);
                }
            }
        }
    }

    private Path checkout(Path directory) throws Exception {
        if (!CLONE) {
            return Path.of("");
        }
        var clone = directory.resolve("carillon");
        shell("git clone -q . " + clone);
        took("cloned");
        return clone;
    }

    /** On free ports, because the usual ones may be taken. */
    private static Process start(Path checkout, int port, Path log) throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("\n./mvnw spring-boot:run ", START);
        var command = START.replace("3000", Integer.toString(port)).replace("mvnw", "mvnw -B");
        var builder = new ProcessBuilder("sh", "-c", "exec env " + command).redirectErrorStream(true)
                .directory(checkout.toAbsolutePath().toFile())
                .redirectOutput(log.toFile());
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
        return builder.start();
    }

    /** The README's page, where another service than the usual one is meant. */
    private static HttpServer serve(Path directory, int port, String service, String token) throws IOException {
        var page = Page.read("README.md").block("html");
        assertThat(page).contains(SERVICE, "'eyJ…'");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("index.html"),
                page.replace(SERVICE, service).replace("eyJ…", token));
        var pages = SimpleFileServer.createFileServer(new InetSocketAddress("127.0.0.1", port),
                directory.toAbsolutePath(), OutputLevel.NONE);
        pages.start();
        return pages;
    }

    private static void shell(String command) throws Exception {
        var process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static void shows(Locator item) {
        assertThat(item).containsText("Hello from REST", new ContainsTextOptions().setTimeout(60_000));
    }

    private void took(String what) {
        var now = Instant.now();
        IO.println("First run: " + what + ", " + Duration.between(since, now).toMillis() / 1000.0 + " s");
        since = now;
    }

    private static Optional<String> find(Pattern pattern, Path log) throws IOException {
        var matcher = pattern.matcher(Files.readString(log));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
