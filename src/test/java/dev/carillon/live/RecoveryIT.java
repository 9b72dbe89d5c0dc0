package dev.carillon.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PageAssertions.HasTitleOptions;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** A browser loses its network and gets it back. */
class RecoveryIT {

    private static final double PATIENCE_MILLIS = 60_000;
    private static final int MISSED = 100;

    private final String token = TestTokens.all("alice");

    /** The page drops what is left of its connection as soon as the browser tells it that the network is gone. */
    @Test
    void showsWhatItMissedOnceAndInOrder() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var page = browser.open(carillon.http("/?topic=live.recovery").toString());
            page.locator("#token").fill(token);
            page.locator("#connect").click();
            awaitText(page, "#state", "subscribed");
            publish(carillon, "/topics/live.recovery", 0);
            awaitText(page, "#received", "1");

            page.context().setOffline(true);
            awaitText(page, "#state", "connecting");
            IntStream.rangeClosed(1, MISSED).forEach(n -> publish(carillon, "/topics/live.recovery", n));
            assertThat(page.locator("#received")).hasText("1");

            page.context().setOffline(false);
            awaitText(page, "#received", String.valueOf(1 + MISSED));
            awaitText(page, "#state", "subscribed");
            publish(carillon, "/topics/live.recovery", MISSED + 1);
            awaitText(page, "#received", String.valueOf(2 + MISSED));
            assertThat(page.locator("#feed li .payload").allTextContents().reversed())
                    .isEqualTo(IntStream.rangeClosed(0, MISSED + 1).mapToObj(String::valueOf).toList());
            assertThat(page.locator("#reconnects")).hasText("1");
        }
    }

    @Test
    void twoTabsCountTheSameUnread() {
        try (var carillon = RunningCarillon.start(); var browser = Browser.open()) {
            var tabs = List.of(openInbox(carillon, browser), openInbox(carillon, browser));
            awaitUnread(tabs, 0);
            IntStream.rangeClosed(1, 3).forEach(n -> publish(carillon, "/users/alice", n));
            awaitUnread(tabs, 3);

            tabs.getFirst().evaluate("async () => inbox.markRead((await inbox.list()).notifications[0].id)");
            awaitUnread(tabs, 2);
            tabs.getLast().evaluate("async () => inbox.markUnread((await inbox.list()).notifications[0].id)");
            awaitUnread(tabs, 3);

            var context = tabs.getFirst().context();
            context.setOffline(true);
            tabs.forEach(tab -> awaitText(tab, "#state", "connecting"));
            publish(carillon, "/users/alice", 4);
            readUpTo(carillon, 3);
            context.setOffline(false);
            awaitUnread(tabs, 1);

            tabs.getFirst().evaluate("() => inbox.markReadUpTo(4)");
            awaitUnread(tabs, 0);
        }
    }

    /** Its title shows the count, by the client that the page uses itself. */
    private Page openInbox(RunningCarillon carillon, Browser browser) {
        var page = browser.open(carillon.http("/?queue=inbox").toString());
        page.locator("#token").fill(token);
        page.locator("#connect").click();
        page.evaluate("""
                async token => {
                  const { Carillon } = await import('/client/carillon.js');
                  const carillon = new Carillon({ token: () => token });
                  window.inbox = carillon.inbox();
                  inbox.onChange(({ unread }) => document.title = `${unread} unread`);
                  carillon.connect();
                }""", token);
        return page;
    }

    private static void awaitUnread(List<Page> tabs, int count) {
        tabs.forEach(tab -> assertThat(tab).hasTitle(count + " unread",
                new HasTitleOptions().setTimeout(PATIENCE_MILLIS)));
    }

    private static void awaitText(Page page, String selector, String text) {
        assertThat(page.locator(selector)).hasText(text, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private void publish(RunningCarillon carillon, String to, int payload) {
        var answer = carillon.publish(token, to + "/notifications", "{\"payload\":" + payload + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** As another device of the user would. */
    private void readUpTo(RunningCarillon carillon, int offset) {
        var answer = carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/me/notifications/read?upTo=" + offset))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
