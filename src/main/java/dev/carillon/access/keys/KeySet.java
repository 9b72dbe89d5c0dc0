package dev.carillon.access.keys;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import dev.carillon.access.KeyAlgorithm;
import dev.carillon.access.TokenSettings;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys, kept for a while. A key id that is not among them has the set fetched again, twice in an interval at most,
 * so that made up ones are no flood of requests to the issuer (CWE-406). Thread-safe.
 */
final class KeySet implements JWSKeySelector<SecurityContext> {

    /** RFC 7518 section 3.3. */
    private static final int MIN_RSA_BITS = 2048;

    /** Who waits holds one of the server's 200 threads. */
    private static final int MAX_WAITING = 32;

    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Set<JWSAlgorithm> algorithms;
    private final PublishedKeys published;
    private final JWKSource<SecurityContext> kept;

    KeySet(PublishedKeys published, Collection<KeyAlgorithm> algorithms, TokenSettings.KeySets settings) {
        this.published = published;
        this.algorithms = algorithms.stream()
                .flatMap(algorithm -> algorithm.names().stream())
                .collect(Collectors.toUnmodifiableSet());
        long age = settings.age().toMillis();
        this.kept = JWKSourceBuilder.create(published)
                .cache(age, settings.timeout().toMillis())
                // In the background, or the first caller after each age would wait for the issuer.
                .refreshAheadCache(age / 10, null, Executors.newVirtualThreadPerTaskExecutor(), false, null, false)
                .rateLimited(settings.refetchInterval().toMillis())
                .outageTolerant(settings.ageInOutage().toMillis())
                .build();
    }

    @Override
    public List<PublicKey> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
            throws KeySourceException {
        var keys = new ArrayList<PublicKey>();
        if (algorithms.contains(header.getAlgorithm())) {
            for (var key : find(header)) {
                add(keys, key, header.getAlgorithm());
            }
        }
        return keys;
    }

    private List<JWK> find(JWSHeader header) throws KeySourceException {
        var found = among(new JWKSelector(JWKMatcher.forJWSHeader(header)));
        if (found.isEmpty() && published.isFailing()) {
            throw new JWKSetUnavailableException("It may be among the keys that cannot be fetched");
        }
        return found;
    }

    /** An issuer that is slow must not have those wait for it who need no new key (CWE-400). */
    private List<JWK> among(JWKSelector key) throws KeySourceException {
        if (published.hadBefore(key)) {
            return get(key);
        }
        if (!waiting.tryAcquire()) {
            throw new JWKSetUnavailableException("Enough are waiting for the keys");
        }
        try {
            return get(key);
        } finally {
            waiting.release();
        }
    }

    private List<JWK> get(JWKSelector key) throws KeySourceException {
        try {
            return kept.get(key, null);
        } catch (RateLimitReachedException _) {
            return List.of(); // A moment ago it was not among them.
        }
    }

    /** A key that does not fit the algorithm would fail in the verifier as if that were our fault. */
    private static void add(List<PublicKey> keys, JWK key, JWSAlgorithm algorithm) throws KeySourceException {
        try {
            switch (key) {
                case RSAKey rsa when rsa.size() >= MIN_RSA_BITS -> keys.add(rsa.toPublicKey());
                case ECKey ec when Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve()) -> keys
                        .add(ec.toPublicKey());
                case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) -> keys.add(Ed25519.key(pair));
                default -> {
                }
            }
        } catch (JOSEException e) {
            throw new KeySourceException("A published key is broken", e);
        }
    }
}
