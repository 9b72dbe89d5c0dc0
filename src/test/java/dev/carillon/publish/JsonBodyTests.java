package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTests {

    /** Byte for byte: number forms, escapes, white space and the order of names stay. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "-0.0", "1.10", "1e2", "12345678901234567890.123456789", "true", "false", "null",
        "\"\"", "\"a \\u00e9 é \\\" \\\\ \uD83D\uDD14\"", "{}", "[]", "{ \"b\" : 1 ,\n\t\"a\" : [ 1, 2.0 , {} ] }",
        "\"}\"", "[\"]\",[[]]]", "{\"payload\":{\"payload\":\"x\"}}"})
    void keepsThePayloadAsItWasWritten(String payload) {
        for (var body : new String[]{"{\"payload\":" + payload + "}", "{\"payload\": " + payload + " ,\"type\":\"t\"}",
            "{\"type\":\"t\",\"payload\":" + payload + "\n}", "{\"payload\":\n" + payload + ",\"ephemeral\":true}"}) {
            assertThat(new String(parse(body).payload().bytes(), StandardCharsets.UTF_8)).isEqualTo(payload);
        }
    }

    @Test
    void readsTheType() {
        assertThat(parse("{\"payload\":1,\"type\":\"order.shipped\"}").type()).isEqualTo("order.shipped");
        assertThat(parse("{\"payload\":1}").type()).isNull();
        assertThat(parse("{\"payload\":1,\"type\":null}").type()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "}", "[]", "1", "\"x\"", "null", "{\"payload\":}", "{\"payload\":1",
        "{payload:1}",
        "{'payload':1}", "{\"payload\":1}x", "{\"payload\":1}{}", "{\"payload\":01}", "{\"payload\":NaN}",
        "{\"payload\":\"a\nb\"}", "{\"payload\":\"\\x\"}", "{\"payload\":[1,]}", "{\"payload\":1,}",
        "{\"payload\":tru}", "{\"payload\":{\"a\":1]}", "{\"payload\":/**/1}", "{}", "{\"type\":\"t\"}",
        "{\"payload\":1,\"payload\":2}", "{\"payload\":{\"a\":1,\"a\":2}}"})
    void refusesWhatIsNoPublishBody(String body) {
        assertRefused(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"payload\":1,\"colour\":\"red\"}    | colour",
        "{\"payload\":1,\"deliverAt\":\"x\"}   | deliverAt",
        "{\"payload\":1,\"type\":5}            | type",
        "{\"payload\":1,\"type\":\"\"}         | type",
        "{\"payload\":1,\"type\":\"a\\nb\"}    | type",
        "{\"payload\":1,\"ttl\":\"10 min\"}    | ttl",
        "{\"payload\":1,\"destination\":\"x\"} | destination",
        "{\"payload\":1,\"destinations\":[]}   | destinations",
        "{\"payload\":1,\"ephemeral\":\"yes\"} | ephemeral",
        "{\"type\":\"t\"}                      | payload"})
    void namesTheFieldThatIsWrong(String body, String field) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> parse(body.strip()))
                .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
    }

    @Test
    void refusesEncodingsOtherThanUtf8() {
        assertRefused("{\"payload\":1}".getBytes(StandardCharsets.UTF_16));
        assertRefused("{\"payload\":1}".getBytes(StandardCharsets.UTF_16LE));
        assertRefused("{\"payload\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(new byte[]{'{', '"', 'p', 'a', 'y', 'l', 'o', 'a', 'd', '"', ':', '"', (byte) 0xC0, (byte) 0x80,
            '"', '}'});
    }

    @Test
    void boundsTheDepth() {
        assertRefused(
                ("{\"payload\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(byte[] body) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> new JsonBody(body, 3).one())
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.REQUEST_INVALID));
    }

    private static PublishRequest parse(String body) {
        return new JsonBody(body.getBytes(StandardCharsets.UTF_8), 3).one();
    }
}
