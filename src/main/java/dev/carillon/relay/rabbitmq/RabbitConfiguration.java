package dev.carillon.relay.rabbitmq;

import dev.carillon.relay.Broker;
import dev.carillon.relay.RelaySettings;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The connection is Spring Boot's: {@code spring.rabbitmq.*}, with TLS by {@code spring.rabbitmq.ssl.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carillon.relay.type", havingValue = "rabbitmq")
@Import(RabbitAutoConfiguration.class)
class RabbitConfiguration {

    @Bean
    Broker broker(CachingConnectionFactory connections, RelaySettings settings) {
        return new RabbitBroker(connections, settings.name());
    }
}
