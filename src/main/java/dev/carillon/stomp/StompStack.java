package dev.carillon.stomp;

import java.util.Objects;

import dev.carillon.access.Tokens;
import dev.carillon.audit.AuditLog;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.publish.NotificationPublisher;
import dev.carillon.recovery.Recovery;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationResolver;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;
import org.springframework.web.socket.messaging.StompSubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/**
 * What {@code @EnableWebSocketMessageBroker} sets up, with our broker, sessions and decoder in place of Spring's. Its
 * handshake and its inbound channel stay; what would look at every frame for nothing is not started.
 */
@Configuration(proxyBeanMethods = false)
class StompStack extends DelegatingWebSocketMessageBrokerConfiguration {

    /** Spring's handler closes what is open when it stops, with 1001; by then nothing is to be. */
    private static final int BEHIND_THE_FAREWELL = SmartLifecycle.DEFAULT_PHASE - 512;

    private final FrameGuard guard;
    private final Tokens tokens;
    private final NotificationPublisher publisher;
    private final Recovery recovery;
    private final Refusals refusals;
    private final AuditLog audit;
    private final StompSettings settings;

    StompStack(FrameGuard guard, Tokens tokens, NotificationPublisher publisher, Recovery recovery, Refusals refusals,
            AuditLog audit, StompSettings settings) {
        this.guard = guard;
        this.tokens = tokens;
        this.publisher = publisher;
        this.recovery = recovery;
        this.refusals = refusals;
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    protected void configureClientInboundChannel(ChannelRegistration registration) {
        // On the connection's own thread: a pool would process UNSUBSCRIBE before the SUBSCRIBE that it ends.
        registration.executor(new SyncTaskExecutor()).interceptors(guard);
    }

    @Bean
    @Override
    public AbstractBrokerMessageHandler simpleBrokerMessageHandler(AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel, AbstractSubscribableChannel brokerChannel,
            UserDestinationResolver userDestinationResolver) {
        return new StompBroker(clientInboundChannel, clientOutboundChannel, brokerChannel, tokens, publisher, recovery,
                refusals, audit, settings);
    }

    @Bean
    @Override
    public WebSocketHandler subProtocolWebSocketHandler(AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel) {
        var handler = new SubProtocolWebSocketHandler(clientInboundChannel, clientOutboundChannel) {
            @Override
            protected WebSocketSession decorateSession(WebSocketSession session) {
                var fanout = Objects.requireNonNull(session.getAttributes().get(FanoutSession.ATTRIBUTE));
                return new LaneSession(session, (FanoutSession) fanout);
            }

            // Spring makes the handler itself and shows it here only.
            @Override
            public void addProtocolHandler(SubProtocolHandler protocol) {
                var stomp = (StompSubProtocolHandler) protocol;
                stomp.setDecoder(new FrameDecoder(settings));
                super.addProtocolHandler(new WholeFrames(stomp));
            }
        };
        handler.setPhase(BEHIND_THE_FAREWELL);
        return handler;
    }

    /**
     * Started before the web server, which Spring would start first: what clients sent in between was nobody's, and of those who
     * come back after a restart there are many.
     */
    @Bean
    SmartInitializingSingleton readyBeforeTheServer(
            @Qualifier("simpleBrokerMessageHandler") AbstractBrokerMessageHandler broker,
            @Qualifier("subProtocolWebSocketHandler") WebSocketHandler handler) {
        return () -> {
            broker.start();
            ((SubProtocolWebSocketHandler) handler).start();
        };
    }

    /** User queues are destinations like any other in the index: nothing is to be translated. */
    @Bean
    @Override
    public UserDestinationMessageHandler userDestinationMessageHandler(AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel, AbstractSubscribableChannel brokerChannel,
            UserDestinationResolver userDestinationResolver) {
        return new UserDestinationMessageHandler(clientInboundChannel, brokerChannel, userDestinationResolver) {
            @Override
            public boolean isAutoStartup() {
                return false;
            }
        };
    }

    /** There is no {@code @MessageMapping}. */
    @Override
    protected SimpAnnotationMethodMessageHandler createAnnotationMethodMessageHandler(
            AbstractSubscribableChannel clientInboundChannel, AbstractSubscribableChannel clientOutboundChannel,
            SimpMessagingTemplate brokerMessagingTemplate) {
        return new SimpAnnotationMethodMessageHandler(clientInboundChannel, clientOutboundChannel,
                brokerMessagingTemplate) {
            @Override
            public boolean isAutoStartup() {
                return false;
            }
        };
    }
}
