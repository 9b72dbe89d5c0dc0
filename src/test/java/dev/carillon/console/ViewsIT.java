package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.live.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each view shows, held against what the service answers; and what its buttons do. */
class ViewsIT {

    private static RunningCarillon carillon;
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.open();
        carillon = RunningCarillon.startWithout();
    }

    @AfterAll
    static void stop() {
        Stream.of(carillon, browser).filter(part -> part != null).forEach(ViewsIT::close);
    }

    @AfterEach
    void complainsOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void topicsWithWhoIsThereAndTheirHeads() {
        var token = Console.token(carillon, "alice");
        try (var _ = StompSocket.connect(carillon, token).subscribe("s", "/topic/view.a");
                var _ = StompSocket.connect(carillon, Console.token(carillon, "bob")).subscribe("s", "/topic/view.a");
                var _ = StompSocket.connect(carillon, token).subscribe("s", "/topic/view.b")) {
            IntStream.range(0, 3)
                    .forEach(i -> carillon.publish(token, "/topics/view.a/notifications",
                            "{\"payload\":" + i + "}"));
            var console = Console.open(browser, carillon, "topics");
            assertThat(console.at("table")).containsText("view.b");
            var expected = console.api().get("/topics").get("topics").valueStream().map(topic -> {
                var name = topic.get("topic").asString();
                return List.of(name, topic.get("subscriptions").asString(),
                        console.api().get("/topics/" + name + "/notifications").get("head").asString());
            }).toList();
            assertThat(console.rows("table")).isEqualTo(expected)
                    .contains(List.of("view.a", "2", "3"), List.of("view.b", "1", "0"));

            console.at("table a", "view.a").click();
            assertThat(console.at("#count")).hasText("2");
            assertThat(console.at("dl.record dt").first()).hasText("Sessions");
            assertThat(console.at("#head")).hasText("3");
            assertThat(console.rows("table")).isEqualTo(List.of(List.of("alice", "1"), List.of("bob", "1")));
            console.at("table a").last().click();
            assertThat(console.at("table tbody td").nth(1)).hasText("stomp");
        }
    }

    @Test
    void sessionsOfAUserWhoIsSentAway() {
        var guest = "https://issuer.example/a;50%\\guest"; // In a path it would be refused.
        var token = Console.token(carillon, guest);
        try (var first = StompSocket.connect(carillon, token).subscribe("s", "/topic/view.c");
                var second = StompSocket.connect(carillon, token);
                var other = StompSocket.connect(carillon, Console.token(carillon, "host"))) {
            var console = Console.open(browser, carillon, "users");
            console.at("#user").fill(guest);
            console.at("#user").press("Enter");
            assertThat(console.at("table tbody tr")).hasCount(2);
            var sessions = console.api()
                    .get("/sessions?user=" + URLEncoder.encode(guest, StandardCharsets.UTF_8))
                    .get("sessions");
            for (int i = 0; i < 2; i++) {
                assertThat(console.rows("table").get(i)).contains(sessions.get(i).get("session").asString(),
                        sessions.get(i).get("node").asString(), "stomp");
            }
            assertThat(console.at("table")).containsText("topic:view.c");

            console.at("#disconnect").click();
            console.at("dialog button", "Cancel").click();
            first.subscribe("still", "/topic/view.d");
            console.at("#disconnect").click();
            console.at("dialog button", "Disconnect").click();
            assertThat(console.at(".result[data-good=true]").last()).containsText(guest + " is disconnected");
            assertThat(first.closeCode()).isEqualTo(4410);
            assertThat(second.closeCode()).isEqualTo(4410);
            other.subscribe("s", "/topic/view.d");
            assertThat(console.at(".content")).containsText("No session");
        }
    }

    @Test
    void saysThatThereMayBeMoreSessionsThanAreShown() {
        var stream = HttpRequest.newBuilder(carillon.http("/api/v1/stream?topic=view.crowd"))
                .header("Authorization", "Bearer " + Console.token(carillon, "crowd"))
                .build();
        var clients = HttpClient.newHttpClient();
        try {
            IntStream.range(0, 100)
                    .mapToObj(_ -> clients.sendAsync(stream, BodyHandlers.ofInputStream()))
                    .toList()
                    .forEach(CompletableFuture::join);
            var console = Console.open(browser, carillon, "users/crowd");
            assertThat(console.at("table tbody tr")).hasCount(100);
            assertThat(console.at(".content > .hint")).hasText("More than 100 are not shown: there may be others.");
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void whatBecameOfANotificationThatIsThenRecalled() {
        var token = Console.token(carillon, "carol");
        try (var socket = StompSocket.connect(carillon, token)) {
            socket.send("SUBSCRIBE\nid:s\ndestination:/user/queue/inbox\nack:client-individual\nreceipt:r\n\n")
                    .expect("RECEIPT");
            var published = new Api(carillon, token).publish("/users/carol/notifications",
                    "{\"type\":\"view.kind\",\"key\":\"k\",\"ttl\":\"PT1H\",\"payload\":1}");
            socket.send("ACK\nid:" + socket.expect("MESSAGE").header("ack") + "\nreceipt:a\n\n").expect("RECEIPT");
            var id = published.get("id").asString();
            var console = Console.open(browser, carillon, "notifications/" + id);
            assertThat(console.at("table tbody tr")).hasCount(1);
            var story = console.api().get("/notifications/" + id);
            assertThat(console.at("dl.record")).containsText("user:carol/inbox");
            assertThat(console.at("dl.record")).containsText("view.kind");
            assertThat(console.at("dl.record")).containsText(story.get("epoch").asString());
            assertThat(console.rows("table").getFirst().getFirst())
                    .isEqualTo(story.at("/deliveries/0/session").asString());

            console.at("#recall").click();
            console.at("dialog button", "Recall").click();
            assertThat(console.at(".result[data-good=true]").last()).hasText("Recalled.");
            assertThat(socket.expect("MESSAGE").header("type")).isEqualTo("carillon.recalled");
        }
    }

    @Test
    void tailsATopicFromNowOnOrFromBefore() {
        var token = Console.token(carillon, "dave");
        IntStream.rangeClosed(1, 30).forEach(i -> publish(token, i));
        var console = Console.open(browser, carillon, "tail/view.tail");
        assertThat(console.at("#state")).hasText("subscribed");
        IntStream.rangeClosed(31, 50).forEach(i -> publish(token, i));
        assertTail(console, 31, 50);

        console.at("#start").selectOption("history");
        console.at("#history").fill("5");
        console.at("#follow").click();
        assertTail(console, 46, 50);
        publish(token, 51);
        assertTail(console, 46, 51);

        console.at("#start").selectOption("position");
        console.at("#offset").fill("20");
        console.at("#follow").click();
        assertTail(console, 21, 51);

        console.at("#epoch").fill("elsewhere");
        console.at("#follow").click();
        assertThat(console.at(".result")).containsText("position-unknown");
        console.at("#stop").click();
        assertThat(console.at("#state")).hasText("offline");
    }

    @Test
    void readsAndUnreadsTheCallersOwnInbox() {
        var console = Console.open(browser, carillon, "inbox");
        showLetters(console);
        assertThat(console.at("#unread")).hasText("0");
        IntStream.rangeClosed(1, 25)
                .forEach(i -> console.api()
                        .publish("/users/developer/notifications?queue=letters",
                                "{\"type\":\"mail\",\"payload\":{\"n\":" + i + "}}"));
        assertThat(console.at("#unread")).hasText("25");
        assertThat(console.at("#items li").first().locator(".payload")).hasText("{\"n\":25}");

        console.at("#items li").first().locator("button").click();
        assertThat(console.at("#items li").first()).hasAttribute("data-read", "true");
        assertUnread(console, 24);
        console.at("#items li").first().locator("button").click();
        assertUnread(console, 25);

        console.go("overview").go("inbox");
        showLetters(console);
        assertThat(console.at("#items li")).hasCount(20);
        console.at("#older").click();
        assertThat(console.at("#items li")).hasCount(25);
        assertThat(console.at("#items li .payload").allInnerTexts()).isEqualTo(
                IntStream.rangeClosed(1, 25).mapToObj(i -> "{\"n\":" + i + "}").toList().reversed());
        console.at("#read-all").click();
        assertThat(console.at("#items li[data-read=true]")).hasCount(25);
        assertUnread(console, 0);
        console.at("#only-unread").check();
        assertThat(console.at("#items li")).hasCount(0);
    }

    /** Whatever is published is text, wherever it is shown. */
    @Test
    void takesNothingForHtml() {
        var evil = "<img src=x onerror=document.title='broken'><script>document.title='broken'</script>";
        var json = "{\"type\":\"" + evil + "\",\"payload\":\"" + evil + "\"}";
        var console = Console.open(browser, carillon, "tail/view.evil");
        assertThat(console.at("#state")).hasText("subscribed");
        var id = console.api().publish("/topics/view.evil/notifications", json).get("id").asString();
        console.api().publish("/users/developer/notifications", json);
        assertThat(console.at("#feed .payload")).containsText(evil);
        assertThat(console.at("#feed .type")).hasText(evil);
        console.go("notifications/" + id);
        assertThat(console.at("dl.record")).containsText(evil);
        console.go("inbox");
        assertThat(console.at("#items .type").first()).hasText(evil);
        assertThat(console.at("#items .payload").first()).containsText(evil);
        console.go("topics/%3Cimg%20src=x%3E");
        assertThat(console.at("main h2").last()).hasText("Topic <img src=x>");
        assertThat(console.at(".result[data-good=false]").last()).containsText("destination-invalid");
        assertThat(console.at("main img, main script")).hasCount(0);
        assertThat(console.page()).not().hasTitle("broken");
        browser.complaints().removeIf(complaint -> complaint.contains("status of 400"));
    }

    private static void publish(String token, int n) {
        carillon.publish(token, "/topics/view.tail/notifications", "{\"payload\":" + n + "}");
    }

    /** The newest is at the top; none is missing, and none there twice. */
    private static void assertTail(Console console, int first, int last) {
        assertThat(console.at("#received")).hasText(String.valueOf(last - first + 1));
        assertThat(console.at("#feed li .payload").allInnerTexts()).isEqualTo(
                IntStream.rangeClosed(first, last).mapToObj(String::valueOf).toList().reversed());
        assertThat(console.at("#feed li .offset").first()).hasText("#" + last);
    }

    private static void showLetters(Console console) {
        console.at("#queue").fill("letters");
        console.at("#queue").press("Enter");
    }

    private static void assertUnread(Console console, int count) {
        assertThat(console.at("#unread")).hasText(String.valueOf(count));
        assertThat(console.api().get("/me/notifications/unread-count?queue=letters").get("unread").asInt())
                .isEqualTo(count);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
