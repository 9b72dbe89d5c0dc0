package dev.carillon.connection;

import java.util.List;

import dev.carillon.admission.Admission;
import dev.carillon.audit.AuditLog;
import dev.carillon.fanout.Lanes;
import dev.carillon.problem.ProblemWriter;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** {@code /ws}: WebSocket without SockJS; browsers from this origin, and from those that are configured. */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration implements WebSocketMessageBrokerConfigurer {

    private final ConnectionSettings settings;
    private final Lanes lanes;
    private final ConnectionMeters meters;
    private final StompSubProtocolErrorHandler errors;
    private final List<HandshakeInterceptor> doors;
    private final Admission admission;
    private final ProblemWriter refusals;
    private final AuditLog audit;

    EndpointConfiguration(ConnectionSettings settings, Lanes lanes, ConnectionMeters meters,
            StompSubProtocolErrorHandler errors, List<HandshakeInterceptor> doors, Admission admission,
            ProblemWriter refusals, AuditLog audit) {
        this.settings = settings;
        this.lanes = lanes;
        this.meters = meters;
        this.errors = errors;
        this.doors = doors;
        this.admission = admission;
        this.refusals = refusals;
        this.audit = audit;
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.setErrorHandler(errors)
                .addEndpoint("/ws")
                .addInterceptors(doors.toArray(HandshakeInterceptor[]::new))
                .setAllowedOriginPatterns("*") // OriginCheck has looked.
                .setHandshakeHandler(new JettyUpgrade(settings, lanes, meters, admission, refusals, audit));
    }

    @Override
    public void configureWebSocketTransport(WebSocketTransportRegistration transport) {
        transport.setMessageSizeLimit(settings.maxFrameBytes());
    }
}
