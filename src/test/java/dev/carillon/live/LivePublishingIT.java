package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.carillon.Api;
import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** The live page's form: what it sends, how often, and what it says when no answer comes. */
class LivePublishingIT {

    @Test
    void publishesOnceHoweverOftenItIsPressed() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = open(browser, carillon, "live.once");
            var late = Held.answers(browser, "**/topics/live.once/notifications");
            page.locator("#publish").dblclick();
            late.await(page);
            assertThat(page.locator("#publish")).isDisabled();
            late.go(page);
            assertThat(page.locator("#publish-result")).containsText("Accepted as");
            assertThat(page.locator("#publish")).isEnabled();
            assertThat(new Api(carillon, TestTokens.all("alice")).get("/topics/live.once/notifications")
                    .get("head")
                    .asInt()).isEqualTo(1);
        }
    }

    /** A browser that gives up waiting does not know what the service does meanwhile. */
    @Test
    void saysThatItMayHaveBeenPublishedWhereNoAnswerCame() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = open(browser, carillon, "live.late");
            Held.answers(browser, "**/topics/live.late/notifications");
            page.evaluate("""
                    () => {
                      const timeout = AbortSignal.timeout.bind(AbortSignal);
                      AbortSignal.timeout = millis => timeout(millis / 50);
                    }""");
            page.locator("#publish").click();
            assertThat(page.locator("#publish-result"))
                    .hasText("No answer came within 10 seconds. It may have done it all the same.");
        }
    }

    @Test
    void showsNoCurlLineThatPublishesElsewhere() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = open(browser, carillon, "live.curl");
            assertThat(page.locator("#curl")).containsText("/api/v1/topics/live.curl/notifications'");
            page.locator("#publish-topic").fill("../users/bob");
            assertThat(page.locator("#curl")).hasText("# A dot separates two segments: none may be empty.");
        }
    }

    /** Neither page leads to what the other port has. */
    @Test
    void offersNothingThatIsOnAnotherPort() {
        int port = Machine.freePort();
        try (var carillon = RunningCarillon.start("carillon.api.port=" + port); var browser = Browser.open()) {
            var live = browser.open(carillon.http("/").toString());
            assertThat(live.locator("#publishing-elsewhere")).isVisible();
            assertThat(live.locator("#publishing")).isHidden();
            assertThat(live.locator("#pages")).isHidden();
            var console = browser.open("http://localhost:" + port + "/console");
            assertThat(console.locator("#door")).isVisible();
            assertThat(console.locator("#pages")).isHidden();
        }
    }

    private static Page open(Browser browser, RunningCarillon carillon, String topic) {
        var page = browser.open(carillon.http("/?topic=" + topic).toString());
        assertThat(page.locator("#token-note")).containsText("Paste a token");
        page.locator("#token").fill(TestTokens.all("alice"));
        return page;
    }
}
