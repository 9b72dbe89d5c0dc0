package dev.carillon.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Abuse by what a publisher sends as a body: it is refused, and costs no more than it is long. */
class BodyHardeningTests {

    private static final String TOPIC = "/api/v1/topics/hardening.bodies/notifications";
    private static final String JSON = "Content-Type: application/json";

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    /** CWE-674, CWE-20, CWE-436. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"payload\":1,\"payload\":2}", "{\"payload\":1} trailing",
        "{\"payload\":1}{\"payload\":2}", "{\"payload\":{\"a\":1,\"a\":2}}", "{\"payload\":1,\"p\\u0061yload\":2}",
        "{\"payload\":1,\"admin\":true}", "[]", "null", "", "{", "{\"payload\":NaN}", "{'payload':1}",
        "{\"payload\":01}",
        "{\"payload\":1,\"ttl\":1e999999}", "{\"payload\":1,\"@class\":\"java.lang.Runtime\"}"})
    void stopsMalformedJson(String json) {
        refuses(JSON, json, "request-invalid");
    }

    @DisplayName("CWE-674: JSON as deep as a body may be long ends no thread")
    @ParameterizedTest
    @CsvSource({"[,]", "'{\"a\":','}'"})
    void stopsDeepJson(String open, String close) {
        refuses(JSON,
                "{\"payload\":" + open.repeat(10_000) + (open.equals("[") ? "" : "1") + close.repeat(10_000) + "}",
                "request-invalid");
    }

    @DisplayName("CWE-1333, CWE-400: a number that takes a second to read")
    @Test
    void stopsHugeNumbers() {
        refuses(JSON, "{\"payload\":" + "9".repeat(60_000) + "}", "request-invalid");
    }

    @DisplayName("CWE-409: a compressed body is not inflated, though it would be well-formed then")
    @Test
    void stopsCompressedBodies() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write("{\"payload\":1}".getBytes(StandardCharsets.UTF_8));
        }
        var body = bomb.toString(StandardCharsets.ISO_8859_1);
        refuses(JSON + "\r\nContent-Encoding: gzip", body, "request-invalid");
        refuses(JSON + "\r\nTransfer-Encoding: gzip", body, "request-invalid");
    }

    @DisplayName("CWE-176, CWE-838: JSON in another encoding, which two readers would read as two texts")
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void stopsOtherEncodings(String charset) {
        var body = new String("{\"payload\":\"ab\"}".getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1);
        refuses(JSON, body, "request-invalid");
        refuses(JSON + ";charset=" + charset, body, "request-invalid");
        refuses("Content-Type: text/plain;charset=" + charset, "\u00ff\u00fe" + body, "request-invalid");
    }

    @DisplayName("CWE-20: content types that are none, or that hide a header")
    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: json", "Content-Type: text/",
        "Content-Type: text/plain\r\nContent-Type: application/json", "Content-Type: text/plain\u0001"})
    void stopsContentTypesThatAreNone(String header) {
        assertThat(post("Authorization: Bearer " + token + "\r\n" + header, "{\"payload\":1}"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"request-invalid\"");
    }

    /** What a form of another site can send in its visitor's browser, which has no token to add (CWE-352). */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b",
        "application/json"})
    void stopsFormsOfOtherSites(String type) {
        assertThat(post("Origin: https://evil.example\r\nCookie: session=1\r\nContent-Type: " + type,
                "Authorization=Bearer+" + token + "&access_token=" + token))
                .startsWith("HTTP/1.1 401")
                .contains("\"code\":\"token-missing\"");
    }

    @DisplayName("CWE-770: a body over the limit, with its length, without it, and with a lie")
    @Test
    void stopsLargeBodies() {
        var large = "x".repeat(65 * 1024);
        refuses("Content-Type: text/plain", large, "payload-too-large");
        assertThat(Handshake.exchange(carillon.port(), head("Content-Type: text/plain\r\nTransfer-Encoding: chunked")
                + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n"))
                .contains("\"code\":\"payload-too-large\"");
        assertThat(
                Handshake.exchange(carillon.port(), head("Content-Type: text/plain\r\nContent-Length: 9999999999999")))
                .contains("\"code\":\"payload-too-large\"");
    }

    private void refuses(String headers, String body, String code) {
        assertThat(post("Authorization: Bearer " + token + "\r\n" + headers, body)).startsWith("HTTP/1.1 4")
                .contains("\"code\":\"" + code + "\"");
    }

    private String head(String headers) {
        return "POST " + TOPIC + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + headers
                + "\r\n\r\n";
    }

    /** Each character of the body is a byte. */
    private String post(String headers, String body) {
        return Handshake.exchange(carillon.port(), "POST " + TOPIC + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
