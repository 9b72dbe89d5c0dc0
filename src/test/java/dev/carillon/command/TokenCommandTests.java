package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTests {

    @TempDir
    private Path directory;

    @Test
    void saysWhatWasAskedFor() throws Exception {
        var claims = claims("--sub", "alice", "--subscribe", "orders.**,chat.*", "--subscribe", "a", "--publish",
                "user:*", "--ttl", "90s", "--manage", "--audience", "carillon");

        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getJSONObjectClaim("carillon"))
                .isEqualTo(Map.of("subscribe", List.of("orders.**", "chat.*", "a"), "publish", List.of("user:*")));
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(90));
        assertThat(claims.getAudience()).containsExactly("carillon");
        assertThat(claims.getStringClaim("scope")).isEqualTo("carillon.manage");
    }

    @Test
    void saysNothingElse() throws Exception {
        assertThat(claims("--sub", "alice").getClaims()).containsOnlyKeys("sub", "iat", "exp", "carillon");
    }

    @ParameterizedTest
    @CsvSource({"--ttl, 0s, good for 1 s", "--ttl, -5s, good for 1 s", "--ttl, 90, no time like",
        "--ttl, soon, no time like",
        "--ttl, 999999999d, good for 1 s", "--subscribe, a..b, A pattern is like",
        "--publish, user:, A pattern is like",
        "--sub, *, A user is", "--secret-file, /nowhere/secret, There is no file /nowhere/secret",
        "--secret, of-mine, Unknown option"})
    void refuses(String option, String value, String reason) {
        var arguments = new ArrayList<>(List.of("token", "--secret-file", Invoked.file(directory, TestTokens.SECRET)));
        if (!option.equals("--sub")) {
            arguments.addAll(List.of("--sub", "alice"));
        }
        if (option.equals("--secret-file")) {
            arguments.subList(1, 3).clear();
        }
        arguments.add(option + "=" + value);

        var refused = Invoked.here(arguments.toArray(String[]::new));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("carillon: ").contains(reason).doesNotContain("\tat ", TestTokens.SECRET);
    }

    /** As {@code openssl rand -hex 32} leaves it in a file, which a Secret of Kubernetes then has to the last byte. */
    @Test
    void signsAsTheServiceDoesWhateverIsAroundTheSecret() {
        try (var carillon = RunningCarillon.start("carillon.tokens.hmac-secret=" + TestTokens.SECRET + "\n")) {
            var made = Invoked.here("token", "--sub", "alice", "--publish", "a", "--secret-file",
                    Invoked.file(directory, TestTokens.SECRET));

            assertThat(carillon.publish(made.out().strip(), "/topics/a/notifications", "{\"payload\":1}").statusCode())
                    .isEqualTo(201);
        }
        var process = Invoked.process(Map.of("CARILLON_TOKENS_HMAC_SECRET", TestTokens.SECRET + "\n"), "", "token",
                "--sub", "alice", "--publish", "a");
        assertThat(RunningCarillon.shared()
                .publish(process.out().strip(), "/topics/a/notifications", "{\"payload\":1}")
                .statusCode()).isEqualTo(201);
    }

    @Test
    void refusesASecretThatIsTooShort() {
        var refused = Invoked.here("token", "--sub", "a", "--secret-file", Invoked.file(directory, "hush"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("at least 32 bytes long, it has 4").doesNotContain("hush");
    }

    @Test
    void needsASecret() {
        var refused = Invoked.here("token", "--sub", "a");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("CARILLON_TOKENS_HMAC_SECRET", "--secret-file");
    }

    private JWTClaimsSet claims(String... options) throws ParseException {
        var arguments = new ArrayList<>(List.of("token", "--secret-file", Invoked.file(directory, TestTokens.SECRET)));
        arguments.addAll(List.of(options));
        var made = Invoked.here(arguments.toArray(String[]::new));
        assertThat(made.status()).as(made.err()).isZero();
        return SignedJWT.parse(made.out().strip()).getJWTClaimsSet();
    }
}
