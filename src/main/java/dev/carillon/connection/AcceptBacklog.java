package dev.carillon.connection;

import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Lets a burst of connections wait: with Jetty's default of 50, a thousand at once took 6 to 9 s of SYN retries. */
@Component
class AcceptBacklog implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final ConnectionSettings settings;

    AcceptBacklog(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof ServerConnector sockets) {
                    sockets.setAcceptQueueSize(settings.acceptBacklog());
                }
            }
        });
    }
}
