package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.carillon.TestTokens;
import dev.carillon.access.keys.HmacKey;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A token that an issuer has signed, whatever it signed: through the decoder, the validators and the policy as they run. */
public final class TokensFuzz {

    private static final UserQueue ANOTHERS = new UserQueue("another-user-than-any-in-the-corpus", "inbox");
    private static final List<ProblemCode> REFUSALS = List.of(ProblemCode.TOKEN_INVALID, ProblemCode.TOKEN_EXPIRED,
            ProblemCode.TOKEN_MISSING);
    private static final Tokens TOKENS = tokens();

    private TokensFuzz() {}

    /** It is refused as the token's own fault, or its user has a name and no queue but the own one. */
    public static void fuzzerTestOneInput(byte[] input) throws JOSEException {
        var token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(input));
        token.sign(new MACSigner(TestTokens.SECRET));
        var text = token.serialize();
        try {
            var caller = TOKENS.authenticate("Bearer " + text, null);
            requireOwnQueueOnly(caller, token.getPayload().toJSONObject());
            assertThat(TOKENS.authenticate(null, text)).isEqualTo(caller);
            caller.sessionEnd(Instant.now());
        } catch (Problem refusal) {
            assertThat(refusal.code()).isIn(REFUSALS);
        }
    }

    private static void requireOwnQueueOnly(Caller caller, Map<String, Object> claims) {
        assertThat(caller.user()).isEqualTo(String.valueOf(claims.get("sub"))).matches(UserQueue::isUser);
        assertThat(AccessPolicy.maySubscribe(caller, new UserQueue(caller.user(), "inbox"))).isTrue();
        assertThat(AccessPolicy.maySubscribe(caller, ANOTHERS)).isEqualTo(caller.user().equals(ANOTHERS.user()));
        if (!(claims.get("carillon") instanceof Map<?, ?> lists) || !(lists.get("subscribe") instanceof List<?>)) {
            assertThat(AccessPolicy.maySubscribe(caller, new Topic("orders"))).isFalse();
        }
        assertThat(caller.expiry()).isAfter(Instant.now().minus(Duration.ofMinutes(2)));
    }

    private static Tokens tokens() {
        var tokens = new Tokens[1];
        new ApplicationContextRunner().withUserConfiguration(TokenPath.class)
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("carillon.tokens.hmac-secret=" + TestTokens.SECRET)
                .run(context -> tokens[0] = context.getBean(Tokens.class));
        return tokens[0];
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackageClasses = HmacKey.class)
    @EnableConfigurationProperties({TokenSettings.class, AccessSettings.class, OAuth2ResourceServerProperties.class})
    @Import({Callers.class, RevokedTokens.class, TokenValidator.class, VerifiedTokens.class, Tokens.class})
    static class TokenPath {}
}
