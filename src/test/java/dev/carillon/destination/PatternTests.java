package dev.carillon.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTests {

    @ParameterizedTest
    @CsvSource({
        "orders,        topic:orders,           true",
        "orders,        topic:orders.eu,        false",
        "orders,        topic:order,            false",
        "orders.*,      topic:orders.eu,        true",
        "orders.*,      topic:orders,           false",
        "orders.*,      topic:orders.eu.de,     false",
        "*.eu,          topic:orders.eu,        true",
        "*.eu,          topic:orders.us,        false",
        "orders.**,     topic:orders.eu,        true",
        "orders.**,     topic:orders.eu.de,     true",
        "orders.**,     topic:orders,           false",
        "orders.**,     topic:ordersx.eu,       false",
        "*.eu.**,       topic:orders.eu.de,     true",
        "*.eu.**,       topic:orders.us.de,     false",
        "*,             topic:orders,           true",
        "*,             topic:orders.eu,        false",
        "**,            topic:orders,           true",
        "**,            topic:orders.eu.de,     true",
        "**,            user:alice,             false",
        "*,             user:alice,             false",
        "user:*,        user:alice,             true",
        "user:*,        topic:user,             false",
        "user:alice,    user:alice,             true",
        "user:alice,    user:alicex,            false",
        "user:alice,    user:Alice,             false"})
    void selects(String pattern, String destination, boolean expected) {
        var parts = destination.split(":");
        Destination parsed = parts[0].equals("topic") ? new Topic(parts[1]) : new UserQueue(parts[1], "inbox");

        assertThat(Pattern.parse(pattern).matches(parsed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "orders.", ".orders", "orders..eu", "**.eu", "orders.**.eu", "ord*", "***", "*a",
        "orders/eu", "/topic/orders", "user:", "user:a\nb", "orders eu", "topic:orders"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pattern.parse(pattern));
    }
}
