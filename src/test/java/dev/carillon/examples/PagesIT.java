package dev.carillon.examples;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.live.Browser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The examples that are pages, in two tabs, as a service in development mode serves them from a checkout. */
class PagesIT {

    private static final double PATIENCE_MILLIS = 60_000;
    private static final int MOVES = 300;

    /** Everything that was drawn, and where everybody's cursor is. */
    private static final String PICTURE = """
            () => document.querySelector('canvas').toDataURL()""";

    /** More moves at once than anybody's hand makes. */
    private static final String HURRY = """
            moves => {
              const canvas = document.querySelector('canvas');
              const { left, top } = canvas.getBoundingClientRect();
              for (let i = 1; i <= moves; i++) {
                const place = { clientX: left + 20 + i, clientY: top + 20 + i / 2, buttons: 1 };
                canvas.dispatchEvent(new PointerEvent('pointermove', place));
              }
            }""";

    @Test
    void whatOneTabSaysBothShow() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var first = open(carillon, browser, "chat");
            var second = open(carillon, browser, "chat");
            say(first, "hello <b>there</b>");
            for (var tab : List.of(first, second)) {
                assertThat(tab.locator("li")).hasText(new String[]{"hello <b>there</b>"}, patiently());
            }
            say(second, "and back");
            var late = open(carillon, browser, "chat");
            for (var tab : List.of(first, second, late)) {
                assertThat(tab.locator("li")).hasText(new String[]{"hello <b>there</b>", "and back"}, patiently());
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void whatOneTabDrawsBothShowAndNobodyKeeps() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var first = open(carillon, browser, "drawing");
            var second = open(carillon, browser, "drawing");
            second.waitForCondition(() -> carillon.metric("carillon_subscriptions") == 2, waiting());
            var blank = first.evaluate(PICTURE);

            var canvas = first.locator("canvas").boundingBox();
            first.mouse().move(canvas.x + 20, canvas.y + 20);
            first.mouse().down();
            first.mouse().move(canvas.x + 60, canvas.y + 60);
            first.mouse().up();
            first.evaluate(HURRY, MOVES);

            var cursor = second.locator(".cursor");
            var there = "translate(" + (20 + MOVES) + "px, " + (20 + MOVES / 2) + "px)";
            second.waitForCondition(() -> cursor.count() == 1 && cursor.getAttribute("style").contains(there),
                    waiting());
            assertThat(second.evaluate(PICTURE)).isNotEqualTo(blank);
            second.waitForCondition(() -> first.evaluate(PICTURE).equals(second.evaluate(PICTURE)), waiting());

            assertThat(carillon.metric("carillon_notifications_published_total{kind=\"topic\"}")).isPositive()
                    .isLessThan(MOVES);
            assertThat(
                    new Api(carillon, token(carillon)).get("/topics/drawing.shared/notifications").path("head").asInt())
                    .as("what is stored")
                    .isZero();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Page open(RunningCarillon carillon, Browser browser, String example) {
        return browser.open(carillon.http("/development/examples/" + example + "/index.html").toString());
    }

    private static String token(RunningCarillon carillon) {
        return JsonMapper.shared()
                .readTree(carillon.get(carillon.http("/development/token")).body())
                .path("token")
                .asString();
    }

    private static void say(Page tab, String text) {
        tab.locator("input").fill(text);
        tab.locator("button").click();
        assertThat(tab.locator("input")).hasValue("");
    }

    private static HasTextOptions patiently() {
        return new HasTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static WaitForConditionOptions waiting() {
        return new WaitForConditionOptions().setTimeout(PATIENCE_MILLIS);
    }
}
