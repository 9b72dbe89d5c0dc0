package dev.carillon.bench.stock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** Spring's simple broker as its guide sets it up, on Tomcat or Jetty, whichever is on the class path. */
@SpringBootApplication
@EnableWebSocketMessageBroker
public class StockBroker implements WebSocketMessageBrokerConfigurer {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(StockBroker.class, arguments);
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.enableSimpleBroker("/topic");
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/ws");
    }
}
