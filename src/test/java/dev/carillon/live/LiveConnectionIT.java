package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** What the live page says of its connection when that is not as usual. */
class LiveConnectionIT {

    private static final double PATIENCE_MILLIS = 60_000;
    private static final int SECONDS = 6;

    /** The token is renewed on the connection that there is. */
    @Test
    void saysThatTheNextTokenForbidsItAndHasItAgainWithAnother() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/?topic=live.forbidden").toString());
            page.locator("#token").fill(TestTokens.of("alice", "short", SECONDS, "live.*"));
            page.locator("#connect").click();
            awaitState(page, "subscribed");
            page.locator("#token").fill(TestTokens.of("alice", List.of("other"), List.of()));
            assertThat(page.locator("#error")).containsText("does not allow /topic/live.forbidden any more",
                    new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
            awaitState(page, "connected");

            page.locator("#token").fill(TestTokens.all("alice"));
            page.locator("#connect").click();
            awaitState(page, "subscribed");
            carillon.publish(TestTokens.all("bob"), "/topics/live.forbidden/notifications", "{\"payload\":\"again\"}");
            assertThat(page.locator("#feed li .payload")).containsText("again");
        }
    }

    /** As behind a proxy that knows no WebSocket. */
    @Test
    void goesOnSayingThatWebSocketsAreBlocked() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/?topic=live.blocked").toString());
            page.addInitScript("""
                    globalThis.WebSocket = class extends WebSocket {
                      constructor(url, protocols) {
                        super(url.href + '/blocked', protocols);
                      }
                    }""");
            page.reload();
            awaitState(page, "subscribed");
            assertThat(page.locator("#state-detail")).hasText("By server-sent events: WebSocket is blocked.");
        }
    }

    private static void awaitState(Page page, String state) {
        assertThat(page.locator("#state")).hasText(state, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }
}
