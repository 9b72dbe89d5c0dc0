package dev.carillon.connection;

import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Opens a port for back ends, which speaks what the clients' port speaks. Ahead of what customizes every connector. */
@Component
@Order(0)
@ConditionalOnExpression("${carillon.api.port:0} > 0")
class ApiPort implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final int port;

    ApiPort(ApiSettings settings) {
        this.port = settings.port();
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(this::open);
    }

    private void open(Server server) {
        var clients = (ServerConnector) server.getConnectors()[0];
        var connector = new ServerConnector(server, null, null, null, -1, -1,
                clients.getConnectionFactories().toArray(ConnectionFactory[]::new));
        connector.setHost(clients.getHost());
        connector.setPort(port);
        server.addConnector(connector);
    }
}
