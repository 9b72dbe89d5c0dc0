package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.stream.IntStream;

import com.microsoft.playwright.Route;
import dev.carillon.RunningCarillon;
import dev.carillon.live.Browser;
import dev.carillon.live.Held;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The inbox where queues are changed, answers are late, and somebody is impatient. */
class InboxIT {

    private static RunningCarillon carillon;
    private static Browser browser;

    private Console console;

    @BeforeAll
    static void start() {
        browser = Browser.open();
        carillon = RunningCarillon.startWithout();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            carillon.close();
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        console = Console.open(browser, carillon, "inbox");
    }

    @AfterEach
    void leave() {
        console.page().close();
    }

    @Test
    void goesOnAfterAQueueThatIsRefused() {
        awaitSubscribed("inbox");
        show("my queue");
        await().until(() -> sessions().isEmpty());
        assertThat(console.at(".result[data-good=false]")).hasCount(1);
        show("refused-before");
        awaitSubscribed("refused-before");
        publish("refused-before", "1");
        assertThat(console.at("#items li")).hasCount(1);
        console.at("#items button").click();
        assertThat(console.at("#items li")).hasAttribute("data-read", "true");
    }

    @Test
    void appendsAPageOnceHoweverOftenItIsAskedFor() {
        IntStream.rangeClosed(1, 25).forEach(n -> publish("twice", String.valueOf(n)));
        show("twice");
        assertThat(console.at("#items li")).hasCount(20);
        var asked = new ArrayList<String>();
        console.page().onRequest(request -> asked.add(request.url()));
        console.at("#older").dblclick();
        assertThat(console.at("#items li .payload")).hasText(
                IntStream.rangeClosed(1, 25).mapToObj(String::valueOf).toList().reversed().toArray(String[]::new));
        assertThat(asked).filteredOn(url -> url.contains("before=6&")).hasSize(1);
    }

    @Test
    void showsAndMarksWhatIsInTheQueueThatIsChosenLast() {
        IntStream.rangeClosed(1, 3).forEach(n -> publish("left", "\"left\""));
        publish("chosen", "\"chosen\"");
        var late = Held.answers(browser, "**/me/notifications?queue=left&before*");
        show("left");
        late.await(console.page());
        show("chosen");
        assertThat(console.at("#items .payload")).hasText(new String[]{"\"chosen\""});
        late.go(console.page());
        assertThat(console.at("#items .payload").allInnerTexts()).containsExactly("\"chosen\"");

        browser.route("**/me/notifications?queue=away&before*", Route::abort);
        show("away");
        assertThat(console.at(".result[data-good=false]")).hasText("The service cannot be reached.");
        assertThat(console.at("#items li")).hasCount(0);

        show("left");
        assertThat(console.at("#items li")).hasCount(3);
        show("chosen");
        assertThat(console.at("#items li")).hasCount(1);
        var read = console.page().waitForRequest("**/me/notifications/read*", () -> console.at("#read-all").click());
        assertThat(read.url()).endsWith("?queue=chosen&upTo=1");
    }

    @Test
    void keepsWhatArrivesWhileThePageIsUnderWay() {
        var late = Held.answers(browser, "**/me/notifications?queue=arriving&before*");
        show("arriving");
        late.await(console.page());
        awaitSubscribed("arriving");
        publish("arriving", "1");
        assertThat(console.at("#items li")).hasCount(1);
        late.go(console.page());
        assertThat(console.at("#items .payload").allInnerTexts()).containsExactly("1");
    }

    @Test
    void beginsWithTheNewestWhereNothingIsLeft() {
        var id = publish("recalled", "1");
        show("recalled");
        assertThat(console.at("#items li")).hasCount(1);
        awaitSubscribed("recalled");
        assertThat(console.api().send("DELETE", "/notifications/" + id).statusCode()).isEqualTo(204);
        assertThat(console.at("#items li")).hasCount(0);
        var answer = console.page().waitForResponse("**before=*", () -> console.at("#older").click());
        assertThat(answer.status()).isEqualTo(200);
    }

    /** A price is not rounded, and an id beyond 2⁵³ not changed. */
    @Test
    void showsNumbersAsTheyWerePublished() {
        var payload = "{\"price\":1.10,\"ids\":[12345678901234567890,1e3]}";
        publish("numbers", payload);
        show("numbers");
        assertThat(console.at("#items .payload")).hasText(payload);
        assertThat(console.at("#items button")).hasAccessibleName("Mark as read #1");
    }

    private void show(String queue) {
        console.at("#queue").fill(queue);
        console.at("#queue").press("Enter");
    }

    private String publish(String queue, String payload) {
        return console.api()
                .publish("/users/developer/notifications?queue=" + queue, "{\"payload\":" + payload + "}")
                .get("id")
                .asString();
    }

    private void awaitSubscribed(String queue) {
        await().until(() -> sessions().toString().contains("/" + queue + "\""));
    }

    private JsonNode sessions() {
        return console.api().get("/users/developer/sessions").get("sessions");
    }
}
