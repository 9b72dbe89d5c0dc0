package dev.carillon.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Api;
import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP doors: what is malformed is refused, by an answer that says nothing of what is inside. */
class RestHardeningTests {

    private static final String TOPIC = "/topics/hardening.rest/notifications";

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    /** CWE-22, CWE-158, CWE-117. */
    @ParameterizedTest
    @ValueSource(strings = {"/topics/..%2f..%2fusers/notifications", "/topics/a%00/notifications",
        "/topics/a%0a/notifications", "/topics/a;x=1/notifications", "/topics/..;/notifications",
        "/topics/%2e%2e/notifications", "/topics/a%2fb/notifications", "/topics/a%252fb/notifications",
        "/users/..%2fbob/notifications", "/users/a%00b/notifications", "/users/a%0d%0ab/notifications",
        "/users/*/notifications", "/topics/%ff/notifications", "/users/%ff/notifications",
        "/users/%c0%ae/notifications", "/users/%ed%a0%80/notifications"})
    void stopsPathTraversal(String path) {
        assertRefused(raw("POST", "/api/v1" + path, "Content-Type: application/json", "{\"payload\":1}"), 400);
    }

    /** CWE-20: percent escapes that are none. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1" + TOPIC + "?type=%", "/api/v1" + TOPIC + "?type=%zz",
        "/api/v1/topics/%/notifications",
        "/api/v1/topics/%zz/notifications", "/api/v1" + TOPIC + "?type=%ff", "/api/v1" + TOPIC + "?key=%c0%ae"})
    void stopsBrokenEscapes(String target) {
        assertRefused(raw("POST", target, "Content-Type: text/plain", "x"), 400);
    }

    /** What Jetty refuses by itself, before any filter (CWE-444, CWE-209). */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"two lengths, 400, POST / HTTP/1.1|Host: x|Content-Length: 1|Content-Length: 2||",
        "length and chunks, 400, POST / HTTP/1.1|Host: x|Content-Length: 1|Transfer-Encoding: chunked||0||",
        "two hosts, 400, GET / HTTP/1.1|Host: x|Host: y||", "no host, 400, GET / HTTP/1.1||",
        "a folded header, 400, GET / HTTP/1.1|Host: x|A: b| c||", "no version, 505, GET / HTTP/x||",
        "a negative length, 400, POST / HTTP/1.1|Host: x|Content-Length: -1||",
        "a space before the colon, 400, GET / HTTP/1.1|Host : x||",
        "long headers, 431, GET / HTTP/1.1|Host: x|A: LONG||", "a long address, 414, GET /LONG HTTP/1.1|Host: x||"})
    void stopsRequestsThatAreNone(String what, int status, String request) {
        assertRefused(exchange(request.replace("|", "\r\n").replace("LONG", "a".repeat(100_000))), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/client/../application.yaml", "/client/%2e%2e/application.yaml",
        "/client/..%2fapplication.yaml", "/client/..;/application.yaml", "/client/..%5capplication.yaml",
        "/client//../application.yaml", "/webjars/../../application.yaml", "/webjars/..%2f..%2fapplication.yaml",
        "/live/....//application.yaml", "/application.yaml", "/../application.yaml", "/%2e%2e/etc/passwd",
        "/client/%00", "/client/carillon.js%00.html", "/file:/etc/passwd", "/WEB-INF/web.xml", "/META-INF/MANIFEST.MF",
        "/org/springframework/boot/loader/launch/JarLauncher.class", "/db/migration/V1__log.sql"})
    @DisplayName("CWE-22: no path leads from the pages to what else is in the jar, or on the disk")
    void stopsPathsOutOfThePages(String path) {
        assertThat(exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\n\r\n")).matches("(?s)HTTP/1.1 4(00|03|04) .*").contains("\"code\":\"");
    }

    @ParameterizedTest
    @CsvSource({"/topics/,400", "/users/,400", "/notifications/,404"})
    @DisplayName("CWE-770: names that are longer than any name")
    void stopsLongNames(String before, int status) {
        var path = "/api/v1" + before + "a".repeat(5000) + (status == 404 ? "" : "/notifications");
        assertThat(raw(status == 404 ? "DELETE" : "POST", path, "Content-Type: text/plain", "x"))
                .startsWith("HTTP/1.1 " + status)
                .contains("\"code\":\"");
    }

    /** CWE-650, CWE-693 (TRACE would send the token back). */
    @ParameterizedTest
    @CsvSource({"TRACE,400", "CONNECT,400", "PROPFIND,400", "PUT,405", "PATCH,405", "DELETE,405"})
    void stopsOtherMethods(String method, int status) {
        assertRefused(raw(method, "/api/v1" + TOPIC, "X-A: b", ""), status);
    }

    /** CWE-444, CWE-290: nobody is let in, or sent elsewhere, by a header that a proxy may have meant. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Original-URL: /", "X-Rewrite-URL: /", "X-HTTP-Method-Override: GET",
        "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Method-Override: DELETE", "_method: DELETE",
        "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1;proto=https", "X-Forwarded-Prefix: /live"})
    void stopsHeadersThatClaimAnotherRequest(String header) {
        assertThat(exchange("GET /api/v1/me/notifications HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("\"code\":\"token-missing\"");
        // And what is done is what the request line says: to publish, not to look or to delete.
        assertThat(raw("POST", "/api/v1" + TOPIC, "Content-Type: text/plain\r\n" + header, "x"))
                .startsWith("HTTP/1.1 201")
                .contains("\"destination\":\"topic:hardening.rest\"");
    }

    @Test
    @DisplayName("CWE-862: a manager's call needs the scope")
    void stopsManagersWithoutTheScope() {
        new Api(carillon, token).refuses("DELETE", "/users/bob/sessions", 403, "scope-missing", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/development/token"})
    void stopsDoorsThatAreForOthers(String path) {
        assertRefused(exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"), 404);
    }

    private String raw(String method, String target, String headers, String body) {
        return exchange(
                method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n"
                        + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private String exchange(String request) {
        return Handshake.exchange(carillon.port(), request);
    }

    private static void assertRefused(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"code\":\"")
                .hasSizeLessThan(2_000)
                .doesNotContainIgnoringCase("jetty", "\r\nserver:", "exception", "springframework", "java.", "<html");
    }
}
