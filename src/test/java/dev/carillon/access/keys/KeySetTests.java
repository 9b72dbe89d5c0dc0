package dev.carillon.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import dev.carillon.access.KeyAlgorithm;
import dev.carillon.access.TokenSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Against a server that behaves as issuers do on a bad day. The time limit is for what would wait forever. */
@Timeout(60)
class KeySetTests {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Set<KeyAlgorithm> ALGORITHMS = Set.of(KeyAlgorithm.ES256, KeyAlgorithm.ES384,
            KeyAlgorithm.RS256);

    private static final SigningKey OLD = SigningKey.ec("old");
    private static final SigningKey NEW = SigningKey.ec("new");

    private final Issuer issuer = new Issuer(OLD);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void fetchesOnceForManyTokens() throws KeySourceException {
        var keys = keys(LONG, LONG, LONG.dividedBy(2));

        for (int i = 0; i < 100; i++) {
            assertThat(find(keys, OLD)).hasSize(1);
        }
        assertThat(issuer.fetches()).isEqualTo(1);
        assertThat(meters.counter("carillon.keys.fetches", "outcome", "fetched").count()).isEqualTo(1);
    }

    @Test
    void takesUpAKeyThatIsNew() throws KeySourceException {
        var keys = keys(LONG, LONG, LONG.dividedBy(2));
        assertThat(find(keys, OLD)).hasSize(1);
        issuer.publishes(OLD, NEW);

        assertThat(find(keys, NEW)).hasSize(1);
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void forgetsAKeyThatWasWithdrawn() throws KeySourceException {
        var keys = keys(SHORT, LONG, Duration.ofMillis(1));
        assertThat(find(keys, OLD)).hasSize(1);
        issuer.publishes(NEW);

        await().untilAsserted(() -> assertThat(find(keys, OLD)).isEmpty());
    }

    /** CWE-406. */
    @Test
    void keepsAFloodOfUnknownKeyIdsFromTheIssuer() throws KeySourceException {
        var keys = keys(LONG, LONG, LONG.dividedBy(2));
        find(keys, OLD);

        assertThat(IntStream.range(0, 500).parallel().mapToObj(i -> find(keys, "unknown" + i)))
                .allSatisfy(found -> assertThat(found).isEmpty());
        assertThat(issuer.fetches()).isLessThanOrEqualTo(2);
        assertThat(find(keys, OLD)).hasSize(1);
    }

    @Test
    void goesOnWithTheKeysItHasWhereTheIssuerFails() throws KeySourceException {
        var keys = keys(SHORT, LONG, Duration.ofMillis(1));
        find(keys, OLD);
        issuer.fails();

        await().untilAsserted(() -> assertThat(meters.counter("carillon.keys.fetches", "outcome", "failed").count())
                .isGreaterThan(find(keys, OLD).isEmpty() ? Double.MAX_VALUE : 2));
        assertThatThrownBy(() -> find(keys, NEW)).isInstanceOf(JWKSetUnavailableException.class);
    }

    @Test
    void doesNotGoOnWithThemForever() throws KeySourceException {
        var keys = keys(SHORT, SHORT.multipliedBy(2), Duration.ofMillis(1));
        find(keys, OLD);
        issuer.fails();

        await().untilAsserted(
                () -> assertThatThrownBy(() -> find(keys, OLD)).isInstanceOf(JWKSetUnavailableException.class));
        issuer.publishes(OLD);
        await().ignoreExceptions().untilAsserted(() -> assertThat(find(keys, OLD)).hasSize(1));
    }

    /** Neither does an unknown one of many become the token's own fault because the issuer may not be asked again yet. */
    @Test
    void saysThatItCannotTellAsLongAsTheIssuerFails() {
        issuer.fails();
        var keys = keys(LONG, LONG, LONG.dividedBy(2));

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> find(keys, OLD)).isInstanceOf(KeySourceException.class);
        }
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void doesNotWaitForAnIssuerThatIsSilent() {
        issuer.isSilent();
        assertThatThrownBy(() -> find(keys(LONG, LONG, SHORT), OLD)).isInstanceOf(JWKSetUnavailableException.class);
    }

    @Test
    void doesNotWaitForAnAnswerWithoutAnEnd() {
        issuer.trickles();
        assertThatThrownBy(() -> find(keys(LONG, LONG, SHORT), OLD)).isInstanceOf(JWKSetUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[1]}"})
    void takesNoNonsense(String answer) {
        issuer.says(answer);
        assertThatThrownBy(() -> find(keys(LONG, LONG, SHORT), OLD)).isInstanceOf(JWKSetUnavailableException.class);
    }

    /** CWE-770. */
    @Test
    void readsNoAnswerOverTheLimit() {
        issuer.says("{\"keys\":[],\"padding\":\"" + "x".repeat(64 * 1024) + "\"}");
        assertThatThrownBy(() -> find(keys(LONG, LONG, SHORT), OLD)).isInstanceOf(JWKSetUnavailableException.class);
    }

    /** CWE-918. */
    @Test
    void followsNoRedirect() {
        try (var other = new Issuer(OLD)) {
            issuer.answers(exchange -> {
                exchange.getResponseHeaders().add("Location", other.keysAt().toString());
                exchange.sendResponseHeaders(302, -1);
            });
            assertThatThrownBy(() -> find(keys(LONG, LONG, SHORT), OLD))
                    .isInstanceOf(JWKSetUnavailableException.class);
            assertThat(other.fetches()).isZero();
        }
    }

    /** RFC 7517 section 5. */
    @Test
    void ignoresKeysThatItDoesNotUnderstand() throws KeySourceException {
        issuer.says("{\"keys\":[{\"kty\":\"new\"},{\"kty\":\"EC\",\"crv\":\"P-1\",\"x\":\"AA\",\"y\":\"AA\"},"
                + OLD.published().toJSONString() + "]}");
        assertThat(find(keys(LONG, LONG, SHORT), OLD)).hasSize(1);
    }

    /** RFC 7518 sections 3.3 and 3.4, RFC 8725 section 3.1; RFC 7517 section 4.2. */
    @Test
    void usesAKeyForNothingThatItIsNotFor() throws KeySourceException {
        var weak = SigningKey.rsa("weak", 1024);
        var ed25519 = SigningKey.ed25519("other");
        issuer.publishes(OLD, weak, ed25519);
        var keys = keys(LONG, LONG, SHORT);

        assertThat(find(keys, weak)).isEmpty();
        assertThat(find(keys, OLD.as(JWSAlgorithm.ES384))).isEmpty();
        assertThat(find(keys, OLD.as(JWSAlgorithm.RS256))).isEmpty();
        assertThat(find(keys, ed25519)).isEmpty();
        assertThat(find(keys, OLD.as(JWSAlgorithm.HS256))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/etc/passwd", "nothing", "http://localhost:1/keys"})
    void cannotTellWhereTheAddressIsOfNoUse(String address) {
        var keys = keys(URI.create(address), LONG, LONG, SHORT);
        assertThatThrownBy(() -> find(keys, OLD)).isInstanceOf(JWKSetUnavailableException.class);
    }

    private KeySet keys(Duration age, Duration ageInOutage, Duration refetchInterval) {
        return keys(issuer.keysAt(), age, ageInOutage, refetchInterval);
    }

    private KeySet keys(URI address, Duration age, Duration ageInOutage, Duration refetchInterval) {
        var timeout = Duration.ofMillis(150);
        var pages = new Pages(timeout, DataSize.ofKilobytes(64));
        return new KeySet(new PublishedKeys(new KeySetAddress.Configured(address), pages, new KeySetMeter(meters)),
                ALGORITHMS,
                new TokenSettings.KeySets(age, ageInOutage, refetchInterval, timeout, DataSize.ofKilobytes(64)));
    }

    private static List<? extends Key> find(KeySet keys, SigningKey key) throws KeySourceException {
        return keys.selectJWSKeys(key.header().build(), null);
    }

    private static List<? extends Key> find(KeySet keys, String id) {
        try {
            return keys.selectJWSKeys(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(id).build(), null);
        } catch (KeySourceException e) {
            throw new IllegalStateException(e);
        }
    }
}
