package dev.carillon.connection;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Takes up a renewed certificate without a restart: Spring Boot watches the files, but tells only Tomcat and Netty.
 * Connections that are open keep the old one, new ones get the new.
 */
@Component
class TlsReload implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(TlsReload.class);

    private final SslBundles bundles;

    TlsReload(SslBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        var ssl = factory.getSsl();
        if (ssl == null || !ssl.isEnabled() || ssl.getBundle() == null) {
            return;
        }
        var name = ssl.getBundle();
        factory.addServerCustomizers(server -> bundles.addBundleUpdateHandler(name, bundle -> reload(server, bundle)),
                TlsReload::refuseRenegotiation);
    }

    private static void reload(Server server, SslBundle bundle) {
        contexts(server).forEach(tls -> reload(tls, bundle));
    }

    /** No client of ours needs it, and each costs us a handshake, maybe on a lane (CVE-2011-1473). */
    private static void refuseRenegotiation(Server server) {
        contexts(server).forEach(tls -> tls.setRenegotiationAllowed(false));
    }

    private static Stream<SslContextFactory.Server> contexts(Server server) {
        return Arrays.stream(server.getConnectors())
                .map(connector -> connector.getConnectionFactory(SslConnectionFactory.class))
                .filter(Objects::nonNull)
                .map(SslConnectionFactory::getSslContextFactory);
    }

    private static void reload(SslContextFactory.Server tls, SslBundle bundle) {
        try {
            tls.reload(_ -> {
                tls.setKeyStore(bundle.getStores().getKeyStore());
                tls.setTrustStore(bundle.getStores().getTrustStore());
            });
            log.info("The certificate was replaced.");
        } catch (Exception unusable) {
            // Jetty declares Exception. The old certificate goes on serving; the next change of the files tries again.
            log.error("The new certificate cannot be used, the old one stays", unusable);
        }
    }
}
