package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;

import com.microsoft.playwright.WebSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.live.Browser;
import dev.carillon.live.Held;
import org.junit.jupiter.api.Test;

/** The tail where it shows what was before, and where it is left. */
class TailIT {

    @Test
    void tellsWhenItWasPublishedWhatComesAgain() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var console = Console.open(browser, carillon, "tail");
            var published = console.api().publish("/topics/tail.again/notifications", "{\"payload\":1}");
            console.at("#topic").fill("tail.again");
            console.at("#start").selectOption("history");
            console.at("#follow").click();
            var shown = Instant.parse(console.at("#feed time").getAttribute("datetime"));
            assertThat(shown).isEqualTo(
                    Instant.parse(published.get("timestamp").asString()).truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /** The epoch is asked for first. Whoever follows something else by then has one connection. */
    @Test
    void followsNothingOnceItIsLeft() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var console = Console.open(browser, carillon, "tail");
            var epoch = Held.requests(browser, "**/topics/tail.left/notifications*");
            console.at("#topic").fill("tail.left");
            console.at("#start").selectOption("position");
            console.at("#follow").click();
            epoch.await(console.page());
            var sockets = new ArrayList<WebSocket>();
            console.page().onWebSocket(sockets::add);
            console.go("tail/tail.next");
            assertThat(console.at("#state")).hasText("subscribed");
            assertThat(epoch.go(console.page()).status()).isEqualTo(200);
            for (int i = 0; i < 2; i++) {
                console.page().waitForResponse("**/api/v1/nodes", () -> {});
            }
            assertThat(sockets).hasSize(1);
        }
    }
}
