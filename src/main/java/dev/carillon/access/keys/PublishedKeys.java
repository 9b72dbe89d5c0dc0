package dev.carillon.access.keys;

import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that an issuer publishes at this moment (RFC 7517 section 5). Thread-safe. */
final class PublishedKeys implements JWKSetSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(PublishedKeys.class);

    private final KeySetAddress address;
    private final Pages pages;
    private final KeySetMeter meter;
    private volatile boolean failing;
    private volatile JWKSet last = new JWKSet();

    PublishedKeys(KeySetAddress address, Pages pages, KeySetMeter meter) {
        this.address = address;
        this.pages = pages;
        this.meter = meter;
    }

    /** Whether they could not be had when they were last asked for. */
    boolean isFailing() {
        return failing;
    }

    /** Whether the key was there when they were last fetched. */
    boolean hadBefore(JWKSelector key) {
        return !key.select(last).isEmpty();
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            var keys = parse(JSONObjectUtils.parse(pages.get(address.find(pages))));
            meter.fetched();
            if (failing) {
                log.info("The keys of {} are there again", address);
            }
            failing = false;
            last = keys;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) { // The last one is for what is no address.
            meter.failed();
            if (!failing) {
                log.warn("The keys of {} cannot be fetched", address, e);
            }
            failing = true;
            throw new JWKSetUnavailableException("The keys cannot be fetched", e);
        }
    }

    private static JWKSet parse(Map<String, Object> set) throws ParseException {
        var members = JSONObjectUtils.getJSONObjectArray(set, "keys");
        if (members == null) {
            throw new ParseException("There are no \"keys\"", 0);
        }
        var keys = new ArrayList<JWK>();
        for (var member : members) {
            try {
                keys.add(JWK.parse(member));
            } catch (ParseException e) {
                // RFC 7517 section 5: ignored, so that an issuer may have keys of a kind that is not known here.
                log.debug("A key is not understood", e);
            }
        }
        return new JWKSet(keys);
    }

    @Override
    public void close() {
        // Nothing is open between fetches.
    }
}
