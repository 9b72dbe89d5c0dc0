package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.live.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For everybody: with a screen reader, with the keyboard alone, in light and dark, on a phone. */
class AccessibilityIT {

    /** Every view with something in it, by the rules of WCAG 2.2 AA that a program can check. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void keepsNobodyOut(ColorScheme scheme) {
        try (var carillon = RunningCarillon.startWithout();
                var browser = Browser.open(new NewContextOptions().setColorScheme(scheme));
                var _ = somebody(carillon)) {
            var console = Console.open(browser, carillon, "overview");
            for (var view : Console.VIEWS) {
                console.go(view);
                settle(console, view);
                assertAccessible(console, view);
            }
            console.go("users/alice").at("#disconnect").click();
            assertAccessible(console, "the dialog");
            console.page().keyboard().press("Escape");
            console.at("#leave").click();
            assertAccessible(console, "the door");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    static Stream<Arguments> widths() {
        return Stream.of(320, 360, 400, 768, 1280, 1920).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void scrollsNowhereToTheSide(int width) {
        try (var carillon = RunningCarillon.startWithout();
                var browser = Browser.open(new NewContextOptions().setViewportSize(width, 740));
                var _ = somebody(carillon)) {
            var console = Console.open(browser, carillon, "overview");
            for (var view : Console.VIEWS) {
                console.go(view);
                settle(console, view);
                assertThat(console.page().evaluate("document.documentElement.scrollWidth")).as(view).isEqualTo(width);
                if (width == 320 || width == 1280) {
                    console.picture("views/" + view.replace('/', '-') + "-" + width);
                }
            }
        }
    }

    /** From the first key to a user who is not sent away after all. */
    @Test
    void needsNoMouse() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open(); var _ = somebody(carillon)) {
            var console = Console.open(browser, carillon, "overview");
            press(console, "Tab");
            assertThat(console.at("#skip")).isFocused();
            press(console, "Enter");
            assertThat(console.at("#content")).isFocused();
            press(console, "Tab");
            assertThat(console.at("#share")).isFocused();
            press(console, "Tab", "Enter");
            assertThat(console.at("#hold")).hasAttribute("aria-pressed", "true");

            tabTo(console, "Shift+Tab", ".views a[href='#/users']");
            press(console, "Enter");
            assertThat(console.at("#content")).isFocused();
            assertThat(console.at(".views a[aria-current=page]")).hasText("Users");
            press(console, "Tab");
            console.page().keyboard().type("alice");
            press(console, "Enter");
            assertThat(console.at("table tbody tr")).hasCount(1);
            tabTo(console, "Tab", "#disconnect");
            press(console, "Enter");
            assertThat(console.at("dialog button").first()).isFocused();
            press(console, "Escape");
            assertThat(console.at("dialog")).hasCount(0);
            assertThat(console.at("#disconnect")).isFocused();
            assertThat(console.api().get("/users/alice/sessions").get("sessions")).hasSize(1);
        }
    }

    /** What was in hand goes, and somebody has to be somewhere. */
    @Test
    void losesNobodysPlace() {
        try (var carillon = RunningCarillon.startWithout();
                var browser = Browser.open();
                var many = StompSocket.connect(carillon, Console.token(carillon, "alice"))) {
            IntStream.range(0, 60).forEach(i -> many.subscribe("s" + i, "/topic/console.page." + i));
            var console = Console.open(browser, carillon, "topics");
            assertThat(console.at(".content > button")).isVisible();
            console.at(".content > button").focus();
            press(console, "Enter");
            assertThat(console.at("table tbody tr")).hasCount(10);
            assertThat(console.at(".content")).isFocused();

            console.go("users/alice").at("#disconnect").click();
            assertThat(console.at("dialog")).hasCount(1);
            console.page().goBack();
            assertThat(console.at("dialog")).hasCount(0);
            assertThat(console.at("#content")).isFocused();

            console.at("#leave").click();
            console.at("#skip").focus();
            press(console, "Enter");
            assertThat(console.at("#token")).isFocused();
        }
    }

    private static StompSocket somebody(RunningCarillon carillon) {
        var token = Console.token(carillon, "alice");
        var somebody = StompSocket.connect(carillon, token).subscribe("s", "/topic/console.a");
        for (var path : List.of("/topics/console.a", "/users/developer")) {
            for (int i = 0; i < 3; i++) {
                carillon.publish(token, path + "/notifications",
                        "{\"type\":\"order.shipped\",\"payload\":{\"order\":" + i + ",\"note\":\"" + "x".repeat(80)
                                + "\"}}");
            }
        }
        return somebody;
    }

    /** What a view asks for is there. */
    private static void settle(Console console, String view) {
        assertThat(console.at(".views a[aria-current=page]")).hasAttribute("href", "#/" + view.split("/")[0]);
        if (view.equals("inbox")) {
            assertThat(console.at("#items li")).hasCount(3);
        }
        if (view.startsWith("tail")) {
            assertThat(console.at("#state")).hasText("subscribed");
            console.at("#start").selectOption("history");
            console.at("#follow").click();
            assertThat(console.at("#feed li")).hasCount(3);
        }
        assertThat(console.at("[aria-busy=true]")).hasCount(0);
    }

    private static void assertAccessible(Console console, String view) {
        var found = new AxeBuilder(console.page())
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze();
        assertThat(found.getViolations()).as(view).isEmpty();
    }

    private static void tabTo(Console console, String key, String selector) {
        for (int i = 0; i < 40
                && !(boolean) console.at(selector).evaluate("element => element === document.activeElement"); i++) {
            press(console, key);
        }
        assertThat(console.at(selector)).isFocused();
    }

    private static void press(Console console, String... keys) {
        for (var key : keys) {
            console.page().keyboard().press(key);
        }
    }
}
