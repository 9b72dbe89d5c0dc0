package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.RequestOptions;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way in a real browser: REST in, page out. */
class LivePageIT {

    private static final double PATIENCE_MILLIS = 60_000;

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void showsWhatIsPublishedAndSurvivesARestart(String scheme, @TempDir Path home) throws Exception {
        var settings = new ArrayList<String>();
        if (scheme.equals("https")) {
            settings.add("spring.profiles.active=tls");
            settings.add("carillon.tls.directory=" + SelfSigned.make(home).directory());
        }
        try (var browser = Browser.open()) {
            Page page;
            int port;
            try (var carillon = RunningCarillon.startWithout(settings.toArray(String[]::new))) {
                port = carillon.port();
                page = browser.open(scheme + "://localhost:" + port + "/?topic=live.page");
                awaitState(page, "subscribed");

                publishOverRest(page, "over REST");
                assertThat(page.locator("#feed li .payload").first()).containsText("over REST", patiently());

                page.locator("#publish-payload").fill("{\"text\": \"from the page\"}");
                page.locator("#publish").click();
                assertThat(page.locator("#feed li .payload").first()).containsText("from the page", patiently());
                assertThat(page.locator("#received")).hasText("2");
                assertThat(browser.complaints()).isEmpty();
            }
            settings.add("server.port=" + port);
            try (var restarted = RunningCarillon.startWithout(settings.toArray(String[]::new))) {
                assertThat(page.locator("#reconnects")).hasText("1", new HasTextOptions().setTimeout(PATIENCE_MILLIS));
                awaitState(page, "subscribed");
                publishOverRest(page, "after the restart");
                assertThat(page.locator("#feed li .payload").first()).containsText("after the restart", patiently());
                assertThat(page.locator("#received")).hasText("3");
                assertThat(restarted.metric("carillon_connections")).isEqualTo(1);
            }
        }
    }

    /** The picture in the README is what this test sees. */
    @Test
    void plotsRateLatencyAndTheFiguresOfThisHost() throws Exception {
        var wide = new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 900);
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open(wide)) {
            var page = browser.open(carillon.http("/?topic=host.example").toString());
            awaitState(page, "subscribed");
            var feed = new ProcessBuilder(Path.of("src/examples/host/feed").toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            feed.environment()
                    .putAll(Map.of("CARILLON_URL", carillon.http("").toString(), "CARILLON_TOKEN",
                            developmentToken(page), "CARILLON_HOST", "example", "CARILLON_COUNT", "15"));
            assertThat(feed.start().waitFor()).isZero();

            assertThat(page.locator("#received")).hasText("15");
            for (var plot : List.of("#plot-rate", "#plot-latency", "#plot-fields [data-field=load1]",
                    "#plot-fields [data-field=memoryUsedBytes]", "#plot-fields [data-field=cpuPercent]")) {
                assertThat(page.locator(plot + " canvas")).isVisible();
            }
            assertThat(browser.complaints()).isEmpty();
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(Path.of("target/screenshots/live-page.png")));
        }
    }

    @Test
    void takesAPastedTokenAndSaysWhyOneIsRefused() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/?topic=live.pasted").toString());
            page.locator("#token").fill(TestTokens.of("eve", List.of("other"), List.of()));
            page.locator("#connect").click();
            assertThat(page.locator("#error")).containsText("destination-forbidden", patiently());

            page.locator("#token").fill(TestTokens.all("alice"));
            page.locator("#connect").click();
            awaitState(page, "subscribed");
            carillon.publish(TestTokens.all("bob"), "/topics/live.pasted/notifications", "{\"payload\":\"pasted\"}");
            assertThat(page.locator("#feed li .payload").first()).containsText("pasted", patiently());
        }
    }

    @Test
    void fitsAPhone() {
        var phone = new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(360, 740);
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open(phone)) {
            var page = browser.open(carillon.http("/").toString());
            awaitState(page, "subscribed");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        }
    }

    private static void awaitState(Page page, String state) {
        assertThat(page.locator("#state")).hasText(state, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static void publishOverRest(Page page, String text) {
        publish(page, "live.page", "{\"text\":\"" + text + "\"}");
    }

    /** Past the page's own code, with the token that it would be given. */
    private static void publish(Page page, String topic, String payload) {
        var answer = page.request()
                .post(origin(page) + "/api/v1/topics/" + topic + "/notifications", RequestOptions
                        .create()
                        .setHeader("Authorization", "Bearer " + developmentToken(page))
                        .setHeader("Content-Type", "application/json")
                        .setData("{\"payload\":" + payload + "}"));
        assertThat(answer.status()).isEqualTo(201);
    }

    private static String developmentToken(Page page) {
        return page.request()
                .get(origin(page) + "/development/token")
                .text()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private static String origin(Page page) {
        return page.url().substring(0, page.url().indexOf("/?"));
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }
}
