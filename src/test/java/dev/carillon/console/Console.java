package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.nimbusds.jose.JWSAlgorithm;
import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.live.Browser;
import tools.jackson.databind.json.JsonMapper;

/** The console of a service in development mode, in a real browser. */
record Console(RunningCarillon carillon, Page page) {

    static final List<String> VIEWS = List.of("overview", "topics", "topics/console.a", "users", "users/alice",
            "notifications", "tail/console.a", "publish", "inbox");

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    /** Opens a view, and waits until somebody is in. */
    static Console open(Browser browser, RunningCarillon carillon, String view) {
        var page = browser.open(carillon.http("/console#/" + view).toString());
        assertThat(page.locator("#inside")).isVisible();
        return new Console(carillon, page);
    }

    /** What the page is given. */
    static String token(RunningCarillon carillon) {
        var answer = carillon.get(carillon.http("/development/token")).body();
        return JsonMapper.shared().readTree(answer).get("token").asString();
    }

    /** Somebody else's, who may publish and subscribe to every topic. */
    static String token(RunningCarillon carillon, String user) {
        var claims = TestTokens.claims(user, Map.of("subscribe", List.of("**"), "publish", List.of("**", "user:*")));
        return TestTokens.sign(claims.build(), JWSAlgorithm.HS256, carillon.setting("carillon.tokens.hmac-secret"));
    }

    Api api() {
        return new Api(carillon, token(carillon));
    }

    Console go(String view) {
        page.evaluate("view => { location.hash = '#/' + view; }", view);
        return this;
    }

    Locator at(String selector) {
        return page.locator(selector);
    }

    /** The one of them with this text. */
    Locator at(String selector, String text) {
        return page.locator(selector, new Page.LocatorOptions().setHasText(text));
    }

    /** The texts of a table, row by row. */
    List<List<String>> rows(String table) {
        return at(table + " tbody tr").all()
                .stream()
                .map(row -> row.locator("th, td").allInnerTexts().stream().map(String::strip).toList())
                .toList();
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }
}
