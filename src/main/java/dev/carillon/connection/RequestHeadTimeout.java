package dev.carillon.connection;

import dev.carillon.problem.LimitMeter;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has the heads of requests watched, handshakes among them. */
@Component
class RequestHeadTimeout implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final ConnectionSettings settings;
    private final LimitMeter limits;

    RequestHeadTimeout(ConnectionSettings settings, LimitMeter limits) {
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        long every = settings.headTimeout().toNanos();
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                connector.addBean(new RequestHeads(connector.getScheduler(), every, limits));
            }
        });
    }
}
