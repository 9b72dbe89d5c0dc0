package dev.carillon.relay.stomp;

import dev.carillon.relay.Broker;
import dev.carillon.relay.RelaySettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection is {@code carillon.relay.stomp.*}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carillon.relay.type", havingValue = "stomp")
class StompTcpConfiguration {

    @Bean
    Broker broker(StompTcpSettings settings, RelaySettings relay, SslBundles bundles) {
        return new StompTcpBroker(settings, relay.name(), bundles);
    }
}
