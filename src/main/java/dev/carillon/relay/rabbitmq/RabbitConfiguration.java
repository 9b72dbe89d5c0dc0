package dev.carillon.relay.rabbitmq;

import dev.carillon.relay.Broker;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The connection is Spring Boot's: {@code spring.rabbitmq.*}, with TLS by {@code spring.rabbitmq.ssl.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carillon.relay.type", havingValue = "rabbitmq")
@Import(RabbitAutoConfiguration.class)
class RabbitConfiguration {

    @Bean
    Broker broker(CachingConnectionFactory connections, Environment environment) {
        return new RabbitBroker(connections, environment.getRequiredProperty("carillon.relay.name"));
    }
}
