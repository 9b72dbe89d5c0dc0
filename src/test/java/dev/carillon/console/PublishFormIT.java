package dev.carillon.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.carillon.RunningCarillon;
import dev.carillon.live.Browser;
import dev.carillon.live.Held;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every option of the calls that publish, from the form to what is stored; and the same with the curl line, in a shell. */
class PublishFormIT {

    private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
    private static final Instant LATER = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    private static RunningCarillon carillon;
    private static Browser browser;

    private Console console;

    @BeforeAll
    static void start() {
        browser = Browser.open(new NewContextOptions().setTimezoneId(ZONE.getId()));
        carillon = RunningCarillon.startWithout();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            carillon.close();
            browser.close();
        }
    }

    /**
     * @param fields of the form, by their ids
     * @param expected pointers into what is known of the notification, and what is there
     */
    record Case(String what, Map<String, String> fields, Map<String, String> expected) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("a topic", Map.of("topic", "form.a"), Map.of("/destination", "topic:form.a")),
                new Case("a user", Map.of("to", "user", "user", "alice"), Map.of("/destination", "user:alice/inbox")),
                new Case("a user whose name is hard to quote", Map.of("to", "user", "user", "o'brien & co"),
                        Map.of("/destination", "user:o'brien & co/inbox")),
                new Case("a user whose name no path holds",
                        Map.of("to", "user", "user", "DOMAIN\\a/b;50%", "type", "t"),
                        Map.of("/destination", "user:DOMAIN\\a/b;50%/inbox", "/type", "t")),
                new Case("a user whose name is a step in a path", Map.of("to", "user", "user", ".."),
                        Map.of("/destination", "user:../inbox")),
                new Case("a queue", Map.of("to", "user", "user", "alice", "queue", "alerts"),
                        Map.of("/destination", "user:alice/alerts")),
                new Case("a type", Map.of("topic", "form.a", "type", "it's $HOME"), Map.of("/type", "it's $HOME")),
                new Case("a key", Map.of("topic", "form.a", "key", "k \"1\""), Map.of("/key", "k \"1\"")),
                new Case("a time to live", Map.of("topic", "form.a", "ttl", "PT10M"), Map.of("/expiresAt", "")),
                new Case("text", Map.of("topic", "form.a", "form", "text", "payload", "@a text\nof 'two' lines"),
                        Map.of("/destination", "topic:form.a")),
                new Case("text with all that goes with it",
                        Map.of("to", "user", "user", "bob", "queue", "q", "form", "text", "payload", "hello", "type",
                                "t & u", "key", "k", "ttl", "PT1H"),
                        Map.of("/destination", "user:bob/q", "/type", "t & u", "/key", "k", "/expiresAt", "")),
                new Case("later", Map.of("topic", "form.a", "deliverAt", LocalDateTime.ofInstant(LATER, ZONE)
                        .toString()), Map.of("/deliverAt", LATER.toString())),
                new Case("text for later", Map.of("topic", "form.a", "form", "text", "deliverAt",
                        LocalDateTime.ofInstant(LATER, ZONE).toString()), Map.of("/deliverAt", LATER.toString())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void publishesAsItIsFilledInAndSoDoesTheCurlLine(Case option) throws Exception {
        fill(option.fields());
        console.at("#send").click();
        assertStored(option, console.at("#results a code").innerText());
        var answer = curl();
        assertStored(option, answer.at(answer.has("results") ? "/results/0/id" : "/id").asString());
        assertThat(browser.complaints()).isEmpty();
    }

    /** Under one key it is the same request: then it happens once. */
    @Test
    void happensOnceUnderAnIdempotencyKey() throws Exception {
        fill(Map.of("topic", "form.once", "idempotencyKey", "key'1"));
        console.at("#send").click();
        var id = console.at("#results a code").innerText();
        assertThat(curl().get("id").asString()).isEqualTo(id);
        assertThat(console.api().get("/topics/form.once/notifications").get("head").asInt()).isEqualTo(1);
    }

    @Test
    void payloadsArriveAsTheyWereTyped() throws Exception {
        fill(Map.of("topic", "form.typed", "payload", "{\"price\": 1.10}"));
        console.at("#send").click();
        assertThat(console.at("#results a")).hasCount(1);
        fill(Map.of("topic", "form.typed", "payload", "no JSON"));
        console.at("#send").click();
        assertThat(console.at("#results a")).hasCount(1);
        fill(Map.of("topic", "form.typed", "form", "text", "payload", "@a 'text'\n\"€\""));
        console.at("#send").click();
        assertThat(console.at("#results a")).hasCount(1);
        curl();

        var history = console.api().send("GET", "/topics/form.typed/notifications").body();
        assertThat(history).contains("\"payload\":{\"price\": 1.10}");
        var payloads = JsonMapper.shared().readTree(history).get("notifications").valueStream().skip(1).toList();
        assertThat(payloads.stream().map(notification -> notification.get("payload").asString()))
                .containsExactly("no JSON", "@a 'text'\n\"€\"", "@a 'text'\n\"€\"");
        assertThat(payloads.get(1).get("contentType").asString()).isEqualTo("text/plain");
    }

    @Test
    void handsOverWhatIsEphemeral() throws Exception {
        fill(Map.of("topic", "form.ephemeral"));
        console.at("#ephemeral").check();
        console.at("#send").click();
        assertThat(console.at("#results td").last()).hasText("handed over");
        assertThat(curl().has("offset")).isFalse();
        assertThat(console.api().get("/topics/form.ephemeral/notifications").get("head").asInt()).isZero();
    }

    @Test
    void saysForEachOfSeveralWhatCameOfIt() throws Exception {
        fill(Map.of("to", "several", "form", "text", "payload", "for all", "destinations",
                "topic:form.several\nuser:alice/alerts\ntopic:a..b"));
        console.at("#send").click();
        assertThat(console.at(".result").first()).hasText("1 of 3 refused.");
        var rows = console.rows("#results table");
        assertThat(rows.stream().map(List::getFirst)).containsExactly("topic:form.several", "user:alice/alerts",
                "topic:a..b");
        assertThat(rows.get(2).getLast()).contains("400 destination-invalid");
        assertThat(curl().get("results").valueStream().map(result -> result.get("status").asInt()))
                .containsExactly(201, 201, 400);
    }

    @Test
    void marksTheFieldThatIsRefused() {
        fill(Map.of("topic", "form.a", "ttl", "ten minutes"));
        console.at("#send").click();
        assertThat(console.at("#ttl")).hasAttribute("aria-invalid", "true");
        assertThat(console.at("#ttl")).isFocused();
        assertThat(console.at(".result").first()).containsText("request-invalid");
        browser.complaints().clear();
    }

    /** A browser sends no such header, which is no reason to look for the service. */
    @Test
    void marksAKeyThatCannotBeSent() {
        fill(Map.of("topic", "form.a", "idempotencyKey", "ключ"));
        assertThat(console.at("#curl")).hasText("# An idempotency key has visible ASCII characters only.");
        console.at("#send").click();
        assertThat(console.at("#idempotencyKey")).hasAttribute("aria-invalid", "true");
        assertThat(console.at("#idempotencyKey")).isFocused();
        assertThat(console.at(".result").first()).hasText("An idempotency key has visible ASCII characters only.");
    }

    @Test
    void publishesOnceHoweverOftenItIsPressed() {
        fill(Map.of("topic", "form.twice"));
        var late = Held.answers(browser, "**/topics/form.twice/notifications");
        console.at("#send").dblclick();
        late.await(console.page());
        late.go(console.page());
        assertThat(console.at("#results a")).hasCount(1);
        assertThat(console.api().get("/topics/form.twice/notifications").get("head").asInt()).isEqualTo(1);
    }

    private void fill(Map<String, String> fields) {
        console = console == null ? Console.open(browser, carillon, "publish") : console.go("topics").go("publish");
        for (var choice : List.of("to", "form")) {
            if (fields.containsKey(choice)) {
                console.at("#" + choice).selectOption(fields.get(choice));
            }
        }
        fields.forEach((id, value) -> {
            if (!id.equals("to") && !id.equals("form")) {
                console.at("#" + id).fill(value);
            }
        });
    }

    private void assertStored(Case option, String id) {
        var story = console.api().get("/notifications/" + id);
        option.expected().forEach((pointer, value) -> {
            assertThat(story.at(pointer).isMissingNode()).as(pointer + " of " + story).isFalse();
            assertThat(story.at(pointer).asString()).contains(value);
        });
    }

    /** As whoever copies it would run it. */
    private JsonNode curl() throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c", console.at("#curl").innerText());
        shell.environment().put("TOKEN", Console.token(carillon));
        var running = shell.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var answer = running.inputReader().readAllAsString();
        assertThat(running.waitFor()).as(answer).isZero();
        return JsonMapper.shared().readTree(answer);
    }
}
