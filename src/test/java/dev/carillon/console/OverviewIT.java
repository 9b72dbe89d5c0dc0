package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.live.Browser;
import dev.carillon.relay.Cluster;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the first view shows, held against what the service answers. */
class OverviewIT {

    private static final int CONNECTIONS = 1;
    private static final int SUBSCRIPTIONS = 3;

    /** The pictures in the documents are what this test sees. */
    @Test
    void showsWhatSeveralNodesDo() {
        try (var cluster = new Cluster(OverviewIT.class); var browser = Browser.open(wide())) {
            var page = enter(browser, cluster.one());
            try (var one = StompSocket.connect(cluster.one(), TestTokens.all("alice"));
                    var other = StompSocket.connect(cluster.other(), TestTokens.all("bob"));
                    var another = StompSocket.connect(cluster.other(), TestTokens.all("carol"))) {
                another.subscribe("s", "/topic/console.live");
                one.subscribe("s", "/topic/console.live");
                other.subscribe("s", "/topic/console.live");
                var manager = new Api(cluster.one(), TestTokens.manager());
                await().until(() -> manager.get("/nodes").get("nodes").size() == 2);
                assertThat(page.locator("#nodes tbody tr")).hasCount(3);
                assertThat(page.locator("#as-of")).containsText("2 nodes");

                publishUntil(cluster, one, other, page, 20);
                for (var plot : List.of("connections", "deliveries", "latency", "outbox", "appends", "lag")) {
                    assertThat(page.locator("[data-plot=" + plot + "] canvas")).isVisible();
                }
                var rows = new Console(cluster.one(), page).rows("#nodes");
                var nodes = manager.get("/nodes").get("nodes");
                for (int i = 0; i < 2; i++) {
                    assertThat(rows.get(i).getFirst()).isEqualTo(nodes.get(i).get("node").asString());
                    assertThat(rows.get(i).get(CONNECTIONS)).isEqualTo(gauge(nodes.get(i), "connections"));
                    assertThat(rows.get(i).get(SUBSCRIPTIONS)).isEqualTo(gauge(nodes.get(i), "subscriptions"));
                    assertThat(rows.get(i).getLast()).endsWith("ms");
                }
                assertThat(rows.get(2).subList(0, 4)).containsExactly("All", "3", "0", "3");

                new Console(cluster.one(), page).picture("console");
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                page.setViewportSize(360, 740);
                assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
                new Console(cluster.one(), page).picture("console-phone");
            }
            var alone = enter(browser, cluster.other());
            cluster.brokerThere(false);
            assertThat(alone.locator("#notes")).containsText("A node did not answer");
            assertThat(alone.locator("#notes")).containsText("has no connection to the broker");
            assertThat(alone.locator("#nodes tbody tr")).hasCount(1);
        }
    }

    /** Rates and percentiles, by hand from two answers. */
    @Test
    void computesFromTwoAnswersWhatHappenedInBetween() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var console = Console.open(browser, carillon, "overview");
            var before = console.api().get("/nodes").get("nodes").get(0);
            var token = Console.token(carillon, "alice");
            try (var socket = StompSocket.connect(carillon, token).subscribe("s", "/topic/console.rates")) {
                IntStream.range(0, 30).forEach(i -> {
                    carillon.publish(token, "/topics/console.rates/notifications", "{\"payload\":" + i + "}");
                    socket.expect("MESSAGE");
                });
                await().until(() -> carillon.metric("carillon_delivery_latency_seconds_count") == 30);
            }
            var after = console.api().get("/nodes").get("nodes").get(0);
            var computed = (List<?>) console.page()
                    .evaluate(
                            """
                                    async ([before, after]) => {
                                      const { figuresOf, percentile } = await import('/console/figures.js');
                                      const { deliveries, published, appends, latency } = figuresOf(JSON.parse(before), JSON.parse(after));
                                      return [deliveries, published, appends > 0 ? 1 : 0, latency.count, percentile(latency, 1)].map(Number);
                                    }""",
                            List.of(before.toString(), after.toString()));

            double seconds = Duration.between(Instant.parse(before.get("time").asString()),
                    Instant.parse(after.get("time").asString())).toMillis() / 1000.0;
            assertThat(number(computed.get(0))).isCloseTo(30 / seconds, within(1e-6));
            assertThat(number(computed.get(1))).isCloseTo(30 / seconds, within(1e-6));
            assertThat(number(computed.get(2))).isEqualTo(1);
            assertThat(number(computed.get(3))).isEqualTo(30);
            assertThat(console.page().evaluate("""
                    async () => {
                      const { percentile } = await import('/console/figures.js');
                      const buckets = [[0.001, 10], [0.005, 90], [0.02, 90]].map(([upTo, count]) => ({ upTo, count }));
                      return [0.05, 0.5, 0.9, 0.99].map(share => String(percentile({ count: 100, buckets }, share)));
                    }""")).isEqualTo(List.of("0.0005", "0.003", "0.005", "Infinity"));
        }
    }

    @Test
    void holdsStillWhenItIsToldTo() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var console = Console.open(browser, carillon, "overview");
            console.at("#hold").click();
            var shown = console.at("#as-of").innerText();
            var answered = console.page().waitForResponse("**/api/v1/nodes", () -> {});
            assertThat(answered.status()).isEqualTo(200);
            console.page().waitForResponse("**/api/v1/nodes", () -> {});
            console.at("#share").selectOption("0.5");
            assertThat(console.at("#as-of")).hasText(shown);
            console.at("#hold").click();
            assertThat(console.at("#as-of")).not().hasText(shown);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** What a node has said is forgotten after five minutes: then the others' lines have other colours, and so have their names. */
    @Test
    void namesEachNodeInTheColourOfItsLine() {
        try (var carillon = RunningCarillon.startWithout(); var browser = Browser.open()) {
            var console = Console.open(browser, carillon, "overview");
            assertThat(console.page().evaluate("""
                    async () => {
                      const { figuresOf, sumOf } = await import('/console/figures.js');
                      const { open } = await import('/console/overview.js');
                      const figures = figuresOf(null, { gauges: {}, counters: {}, samples: {} });
                      const answer = (at, ...names) =>
                        ({ at, figures: new Map(names.map(name => [name, figures])), all: sumOf([figures]) });
                      let changed;
                      const nodes = { history: [answer(1, 'gone', 'one', 'other'), answer(2, 'one', 'other')] };
                      nodes.onChange = listener => changed = listener;
                      const main = document.createElement('main');
                      open(main, { nodes });
                      const colours = () => [...main.querySelectorAll('.node')].map(name => name.dataset.line).join();
                      const before = colours();
                      nodes.history.shift();
                      changed();
                      return [before, colours()];
                    }""")).isEqualTo(List.of("2,3", "1,2"));
        }
    }

    private static NewContextOptions wide() {
        return new NewContextOptions().setViewportSize(1280, 720);
    }

    private static Page enter(Browser browser, RunningCarillon node) {
        var page = browser.open(node.http("/console").toString());
        page.locator("#token").fill(TestTokens.manager());
        page.locator("#enter").click();
        assertThat(page.locator("#inside")).isVisible();
        return page;
    }

    /** Until so many answers are plotted, some in each. */
    private static void publishUntil(Cluster cluster, StompSocket one, StompSocket other, Page page, int answers) {
        for (int i = 0; i < answers; i++) {
            page.waitForResponse("**/api/v1/nodes", () -> IntStream.range(0, 40).forEach(n -> {
                var node = n % 3 == 0 ? cluster.one() : cluster.other();
                node.publish(TestTokens.all("alice"), "/topics/console.live/notifications", "{\"payload\":" + n + "}");
                one.expect("MESSAGE");
                other.expect("MESSAGE");
            }));
        }
    }

    private static String gauge(JsonNode node, String name) {
        return node.get("gauges").get("carillon." + name).asString().replaceFirst("\\.0$", "");
    }

    private static double number(Object of) {
        return ((Number) of).doubleValue();
    }
}
