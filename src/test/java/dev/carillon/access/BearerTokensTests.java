package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** It is faster than Spring's resolver and says the same. */
class BearerTokensTests {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer eyJhbGciOiJIUzI1NiJ9.e30.a-b_C9", "bearer a.b.c", "BEARER a.b.c", "Bearer a.b.c==",
        "Bearer a+b/c~", "Bearer", "Bearer ", "Bearer  a", "Bearer a ", "Bearer a b", "Bearer a,b", "Bearer a=b",
        "Bearer é", "Basic YTpi", ""})
    void readsTheHeaderAsSpringDoes(@Nullable String header) {
        assertThat(answer(new BearerTokens(), header)).isEqualTo(answer(new DefaultBearerTokenResolver(), header));
    }

    /** Of two, a proxy and the service might each believe another one (CWE-436). */
    @Test
    void refusesTwoOfThem() {
        var carillon = RunningCarillon.shared();
        var answer = carillon.get(carillon.http("/api/v1/me/notifications"), "Authorization",
                "Bearer " + TestTokens.all("alice"), "Authorization", "Bearer " + TestTokens.all("bob"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"token-invalid\"");
    }

    private static String answer(BearerTokenResolver resolver, @Nullable String header) {
        var request = new MockHttpServletRequest();
        if (header != null) {
            request.addHeader("Authorization", header);
        }
        try {
            return "token " + resolver.resolve(request);
        } catch (OAuth2AuthenticationException refusal) {
            return refusal.toString();
        }
    }
}
