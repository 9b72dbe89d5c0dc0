package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryControllerTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final Api alice = new Api(carillon, TestTokens.all("alice"));

    @Test
    void walksATopicPageByPage() {
        for (int i = 1; i <= 5; i++) {
            alice.publish("/topics/history.pages/notifications", "{\"type\":\"t\",\"payload\":{\"i\":" + i + "}}");
        }

        var first = alice.get("/topics/history.pages/notifications?limit=2");
        assertThat(first.get("head").asLong()).isEqualTo(5);
        assertThat(first.get("epoch").asString()).isNotEmpty();
        assertThat(first.at("/notifications/0").propertyNames()).containsExactlyInAnyOrder("id", "offset", "type",
                "timestamp", "contentType", "payload");
        assertThat(first.at("/notifications/1/payload/i").asInt()).isEqualTo(2);
        assertThat(offsets("after=2&limit=2")).containsExactly(3L, 4L);
        assertThat(offsets("after=4")).containsExactly(5L);
        assertThat(offsets("after=5")).isEmpty();
        assertThat(offsets("after=9223372036854775807")).isEmpty();
    }

    @Test
    void aTopicThatNobodyKnowsIsEmpty() {
        var page = alice.get("/topics/history.never/notifications");

        assertThat(page.get("head").asLong()).isZero();
        assertThat(page.get("notifications")).isEmpty();
    }

    @Test
    void isForThoseWhoMaySubscribe() {
        var publisher = new Api(carillon, TestTokens.of("p", List.of("other.*"), List.of("**")));

        publisher.refuses("GET", "/topics/history.pages/notifications", 403, "destination-forbidden", null);
    }

    @ParameterizedTest
    @CsvSource({"after=-1, after", "after=x, after", "after=1.5, after", "after=9223372036854775808, after",
        "limit=0, limit", "limit=1001, limit", "limit=-5, limit", "limit=99999999999999999999, limit", "limit=, limit",
        "before=1, before", "after=1&after=2, after"})
    void refusesWhatItDoesNotUnderstand(String query, String field) {
        alice.refuses("GET", "/topics/history.pages/notifications?" + query, 400, "request-invalid", field);
    }

    @Test
    void refusesTopicsOutsideTheGrammar() {
        alice.refuses("GET", "/topics/a..b/notifications", 400, "destination-invalid", "topic");
    }

    private List<Long> offsets(String query) {
        return alice.get("/topics/history.pages/notifications?" + query)
                .get("notifications")
                .valueStream()
                .map(notification -> notification.get("offset").asLong())
                .toList();
    }
}
