package dev.carillon.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.command.Invocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real run, in a real browser. */
class LoadReportIT {

    @TempDir
    private static Path directory;
    private static Path report;

    @BeforeAll
    static void run() throws Exception {
        report = directory.resolve("report.html");
        var token = Files.writeString(directory.resolve("token"), TestTokens.all("load"));
        assertThat(Invocation.run("load", "--url", RunningCarillon.shared().ws().toString(), "--token-file",
                token.toString(), "--connections", "100", "--topics", "10", "--rate", "100", "--warm-up", "3s",
                "--duration", "10s", "--report", report.toString())).isZero();
    }

    @Test
    void showsPlotsAndNumbers() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var browser = Browser.open(new NewContextOptions().setColorScheme(scheme).setViewportSize(900, 900))) {
                var page = browser.open(report.toUri().toString());
                assertThat(page.locator("svg[role=img]").all()).hasSize(2).allSatisfy(plot -> {
                    assertThat(plot.isVisible()).isTrue();
                    assertThat(plot.locator("title").textContent()).contains("atency");
                });
                assertThat(page.locator("tbody").first().locator("th").allTextContents())
                        .contains("published", "publishes not sent in time", "missed", "messages of others");
                var seconds = page.locator("tbody").nth(1).locator("th").allTextContents();
                assertThat(seconds).hasSizeGreaterThanOrEqualTo(10)
                        .isEqualTo(IntStream.rangeClosed(1, seconds.size()).mapToObj(Integer::toString).toList());
                assertThat(browser.complaints()).isEmpty();
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                        .setPath(Path.of("target/screenshots/load-report-" + scheme.name().toLowerCase() + ".png")));
            }
        }
    }

    /** A wide table scrolls in itself, the page does not. */
    @Test
    void fitsAPhone() {
        try (var browser = Browser.open(new NewContextOptions().setViewportSize(360, 700))) {
            var page = browser.open(report.toUri().toString());
            page.locator("summary").first().click();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
        }
    }
}
