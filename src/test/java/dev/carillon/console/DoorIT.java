package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.microsoft.playwright.Page;
import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.live.Browser;
import dev.carillon.live.Held;
import org.junit.jupiter.api.Test;

/** Who gets in, and what everybody else sees. */
class DoorIT {

    @Test
    void offersTheTokenOfDevelopmentModeAndLinksToTheLivePageAndBack() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var page = Console.open(browser, carillon, "").page();
            assertThat(page.locator("#who")).hasText("developer");
            assertThat(page).hasTitle("Overview – Carillon console");

            page.locator(".bar nav a").click();
            assertThat(page).hasTitle("Carillon live");
            page.locator(".bar nav a").click();
            assertThat(page.locator("#inside")).isVisible();
            assertThat(browser.complaints()).isEmpty();
            assertThat(carillon.get(carillon.http("/console/")).body())
                    .isEqualTo(carillon.get(carillon.http("/console")).body());
        }
    }

    @Test
    void showsNothingWithoutTheScopeAndSaysWhy() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/console#/topics").toString());
            assertThat(page.locator("#door")).isVisible();
            assertThat(page.locator("#refusal")).isHidden();

            assertRefused(page, "", "Paste a token first");
            assertRefused(page, TestTokens.all("alice"), "it lacks the scope carillon.manage");
            assertRefused(page, "x.y.z", "token-invalid");
            assertRefused(page, TestTokens.of("operator", "old", -120), "The token has expired");

            page.locator("#token").fill(TestTokens.manager());
            page.locator("#enter").click();
            assertThat(page.locator("#who")).hasText("operator");
            assertThat(page.locator("#content h2").first()).hasText("Find a topic");
        }
    }

    /** Nothing of what was there before is left when the token is worth nothing any more. */
    @Test
    void closesWhenTheTokenDoesNotDoAnyLonger() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/console").toString());
            page.locator("#token").fill(manager("guest"));
            page.locator("#enter").click();
            assertThat(page.locator("#nodes tbody tr")).hasCount(1);

            assertThat(new Api(carillon, TestTokens.manager()).send("DELETE", "/users/guest/sessions").statusCode())
                    .isEqualTo(204);
            assertThat(page.locator("#refusal")).containsText("This token was withdrawn");
            assertNothingShown(page);

            page.locator("#token").fill(TestTokens.manager());
            page.locator("#enter").click();
            assertThat(page.locator("#nodes tbody tr")).hasCount(1);
            assertThat(page.locator("#notes").innerText()).isEmpty();
        }
    }

    @Test
    void letsInWhoKnocksTwice() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/console").toString());
            page.locator("#token").fill(TestTokens.manager());
            var late = Held.answers(browser, "**/api/v1/nodes");
            page.locator("#enter").dblclick();
            late.await(page);
            late.go(page);
            assertThat(page.locator("#nodes tbody tr")).hasCount(1);
            assertThat(page.locator("#who")).hasText("operator");
            assertThat(page.locator("#content")).isFocused();
        }
    }

    /** What is said of a token does not hold for the next visitor's. */
    @Test
    void keepsInWhoCameBeforeTheRefusalOfAnother() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/console#/topics").toString());
            page.locator("#token").fill(manager("guest"));
            page.locator("#enter").click();
            assertThat(page.locator("[aria-busy=false]")).hasCount(1);
            var late = Held.requests(browser, "**/api/v1/topics?*");
            page.locator("#content button", new Page.LocatorOptions().setHasText("Refresh")).click();
            late.await(page);
            page.locator("#leave").click();
            assertThat(new Api(carillon, TestTokens.manager()).send("DELETE", "/users/guest/sessions").statusCode())
                    .isEqualTo(204);

            page.locator("#token").fill(TestTokens.manager());
            page.evaluate("location.hash = '#/overview'");
            page.locator("#enter").click();
            assertThat(page.locator("#who")).hasText("operator");
            assertThat(late.go(page).status()).isEqualTo(401);
            assertThat(page.locator("#who").innerText()).isEqualTo("operator");
        }
    }

    @Test
    void forgetsTheTokenOfWhoSignsOut() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/console").toString());
            page.locator("#token").fill(TestTokens.manager());
            page.locator("#enter").click();
            page.locator("#leave").click();
            assertNothingShown(page);
            assertThat(page.locator("#token")).hasValue("");
            assertThat(page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))
                    .isEqualTo(0);
        }
    }

    private static String manager(String user) {
        return TestTokens.sign(TestTokens.claims(user, Map.of()).claim("scope", "carillon.manage").build());
    }

    private static void assertRefused(Page page, String token, String sentence) {
        page.locator("#token").fill(token);
        page.locator("#enter").click();
        assertThat(page.locator("#refusal")).containsText(sentence);
        assertThat(page.locator("#refusal")).isVisible();
        assertNothingShown(page);
    }

    private static void assertNothingShown(Page page) {
        assertThat(page.locator("#door")).isVisible();
        assertThat(page.locator("#inside")).isHidden();
        assertThat(page.locator("#content")).isEmpty();
        assertThat(page.locator("#who")).hasText("");
    }
}
