package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.carillon.Carillon;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

class StartOrderTests {

    /** Else those who come back after a restart would be heard by nobody, and told after ten seconds that their token is bad. */
    @Test
    void hearsClientsBeforeTheyCanConnect() {
        var heard = new AtomicBoolean();
        ApplicationListener<WebServerInitializedEvent> listener = event -> {
            var context = event.getApplicationContext();
            if ("server".equals(context.getServerNamespace()) || context.getServerNamespace() == null) {
                heard.set(context.getBean(SubProtocolWebSocketHandler.class).isRunning()
                        && context.getBean("simpleBrokerMessageHandler", AbstractBrokerMessageHandler.class)
                                .isRunning());
            }
        };
        new SpringApplicationBuilder(Carillon.class).listeners(listener)
                .run("--server.port=0", "--management.server.port=0", "--carillon.log.file=" + RunningCarillon.newLog(),
                        "--carillon.tokens.hmac-secret=" + TestTokens.SECRET)
                .close();

        assertThat(heard).isTrue();
    }
}
