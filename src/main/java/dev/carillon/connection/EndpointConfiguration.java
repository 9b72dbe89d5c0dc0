package dev.carillon.connection;

import dev.carillon.fanout.Lanes;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** {@code /ws}: WebSocket without SockJS; browsers from this origin, and from those that are configured. */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration implements WebSocketMessageBrokerConfigurer {

    private final ConnectionSettings settings;
    private final Lanes lanes;
    private final ConnectionMeters meters;
    private final StompSubProtocolErrorHandler errors;

    EndpointConfiguration(ConnectionSettings settings, Lanes lanes, ConnectionMeters meters,
            StompSubProtocolErrorHandler errors) {
        this.settings = settings;
        this.lanes = lanes;
        this.meters = meters;
        this.errors = errors;
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.setErrorHandler(errors)
                .addEndpoint("/ws")
                .setAllowedOrigins(settings.allowedOrigins().toArray(String[]::new))
                .setHandshakeHandler(new DefaultHandshakeHandler(
                        new JettyUpgrade(settings.maxFrameBytes(), lanes, meters)));
    }

    @Override
    public void configureWebSocketTransport(WebSocketTransportRegistration transport) {
        transport.setMessageSizeLimit(settings.maxFrameBytes());
    }
}
