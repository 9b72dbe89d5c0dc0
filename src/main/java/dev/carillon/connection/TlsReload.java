package dev.carillon.connection;

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
        factory.addServerCustomizers(server -> bundles.addBundleUpdateHandler(name, bundle -> reload(server, bundle)));
    }

    private static void reload(Server server, SslBundle bundle) {
        for (var connector : server.getConnectors()) {
            var tls = connector.getConnectionFactory(SslConnectionFactory.class);
            if (tls != null) {
                reload(tls.getSslContextFactory(), bundle);
            }
        }
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
