package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests may come (CWE-770). */
class RequestRateTests {

    private static final RunningCarillon SMALL = RunningCarillon.start(
            "carillon.admission.requests-per-second-per-user=20",
            "carillon.admission.requests-per-second-per-address=30");
    private static final String EXCEEDED = "carillon_limits_exceeded_total{limit=\"%s\"}";

    @AfterAll
    static void stop() {
        SMALL.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me/notifications", "/topics/rates/notifications", "/not/there"})
    void boundsAUserHoweverManyTokensItHas(String path) {
        var user = "eager" + path.length();
        var refusal = untilRefused(() -> new Api(SMALL, TestTokens.all(user)).send("GET", path));

        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.body()).contains("\"code\":\"limit-exceeded\"");
        assertThat(refusal.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refusal.headers().firstValue("RateLimit-Policy")).hasValue("\"requests\";q=20;w=1");
        assertThat(refusal.headers().firstValue("RateLimit")).hasValue("\"requests\";r=0;t=1");
        assertThat(new Api(SMALL, TestTokens.all("patient" + path.length())).get("/me/notifications")).isNotNull();
        assertThat(SMALL.metric(EXCEEDED.formatted("requests-per-user"))).isPositive();
    }

    /** They have a rate of their own. */
    @Test
    void leavesPublishesAlone() {
        for (int i = 0; i < 100; i++) {
            var answer = SMALL.publish(TestTokens.all("publisher"), "/topics/rates/notifications", "{\"payload\":1}");
            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    /** Without a token, and with one that is not accepted; whose token is accepted may come from there all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YTpi", "Bearer a.b.c"})
    void boundsTheAddressOfStrangers(String authorization) {
        var refusal = untilRefused(() -> SMALL.get(SMALL.http("/api/v1/me/notifications"), authorization.isEmpty()
                ? new String[0]
                : new String[]{"Authorization", authorization}));

        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.headers().firstValue("RateLimit-Policy")).hasValue("\"requests\";q=30;w=1");
        assertThat(new Api(SMALL, TestTokens.all("known" + authorization.length())).get("/me/notifications"))
                .isNotNull();
        assertThat(SMALL.metric(EXCEEDED.formatted("requests-per-address"))).isPositive();
    }

    private static HttpResponse<String> untilRefused(Supplier<HttpResponse<String>> request) {
        return Stream.generate(request)
                .limit(2000)
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
    }
}
