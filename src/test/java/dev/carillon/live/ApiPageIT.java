package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** The page of the API in a real browser, under the same Content-Security-Policy as every page. */
class ApiPageIT {

    private static final double PATIENCE_MILLIS = 60_000;

    @Test
    void publishesWithATokenThatIsEntered() {
        try (var browser = Browser.open()) {
            var carillon = RunningCarillon.shared();
            var page = browser.open(carillon.http("/api").toString());
            awaitNote(page, "Authorize with a token to try a call. It is kept in this page’s memory only.");

            page.locator(".auth-wrapper .authorize").click();
            page.locator(".auth-container input").fill(TestTokens.all("alice"));
            page.locator(".auth-btn-wrapper .authorize").click();
            page.locator(".auth-btn-wrapper .btn-done").click();
            assertPublishes(page);

            // The answer that there is no development token is not hidden from the console.
            assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
        }
    }

    @Test
    void hasATokenInDevelopmentMode() {
        try (var browser = Browser.open(); var carillon = RunningCarillon.startWithout()) {
            var page = browser.open(carillon.http("/").toString());
            page.locator("a", new Page.LocatorOptions().setHasText("the API")).click();
            awaitNote(page, "Using the development token of the user developer.");
            assertPublishes(page);

            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void awaitNote(Page page, String text) {
        assertThat(page.locator("#token-note")).hasText(text, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static void assertPublishes(Page page) {
        var operation = page.locator("#operations-Publish-publishToTopic");
        operation.locator(".opblock-summary-control").click();
        operation.locator("button.execute").click();
        Locator answer = operation.locator(".live-responses-table .response-col_status").last();
        assertThat(answer).containsText("201", new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }
}
