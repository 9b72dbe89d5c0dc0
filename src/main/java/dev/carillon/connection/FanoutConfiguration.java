package dev.carillon.connection;

import dev.carillon.fanout.Audience;
import dev.carillon.fanout.DeliveryRecord;
import dev.carillon.fanout.History;
import dev.carillon.fanout.Lanes;
import dev.carillon.fanout.Roster;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the lanes: the fan-out itself knows no Spring. */
@Configuration(proxyBeanMethods = false)
class FanoutConfiguration {

    @Bean
    Lanes lanes(OutboxSettings outbox, ConnectionSettings connections, History history, DeliveryRecord record,
            Audience audience, Roster roster, MeterRegistry meters) {
        return new Lanes(Runtime.getRuntime().availableProcessors(), outbox.limits(connections),
                history, record, audience, roster, meters);
    }
}
