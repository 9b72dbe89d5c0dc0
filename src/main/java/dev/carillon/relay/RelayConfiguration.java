package dev.carillon.relay;

import dev.carillon.fanout.Audience;
import dev.carillon.fanout.Fanout;
import dev.carillon.log.Followed;
import dev.carillon.log.NotificationLog;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** One node by itself, or several that share a broker. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    /** Nobody else writes to the store, and nobody else has to know who is here. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "carillon.relay.type", havingValue = "local", matchIfMissing = true)
    static class OneNode {

        @Bean
        Followed followed() {
            return _ -> true;
        }

        @Bean
        Audience audience() {
            return Audience.UNKNOWN;
        }

        @Bean
        Relay relay(Fanout fanout) {
            return new LocalRelay(fanout);
        }
    }

    /** The broker's own package says which. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(SeveralNodes.class)
    static class Nodes {

        @Bean
        Interests interests() {
            return new Interests();
        }

        @Bean
        BrokerRelay relay(NodeName name, Broker broker, Fanout fanout, NotificationLog log, Interests interests,
                OwnAnswers answers, RelaySettings settings, MeterRegistry registry) {
            return new BrokerRelay(name, broker, fanout, log, interests, answers, settings, new RelayMeters(registry));
        }

        @Bean
        RelayHealth relayHealthIndicator(BrokerRelay relay) {
            return new RelayHealth(relay);
        }
    }

    /** Whatever the broker is. */
    static class SeveralNodes extends NoneNestedConditions {

        SeveralNodes() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(name = "carillon.relay.type", havingValue = "local", matchIfMissing = true)
        static class OneNode {}
    }
}
