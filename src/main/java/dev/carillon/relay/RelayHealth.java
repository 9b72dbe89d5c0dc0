package dev.carillon.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while there is no broker: what other nodes publish is late then, as it is read from the log, and nothing is refused. */
class RelayHealth implements HealthIndicator {

    private final BrokerRelay relay;

    RelayHealth(BrokerRelay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        return (relay.isConnected() ? Health.up() : Health.down())
                .withDetail("node", relay.node())
                .withDetail("bindings", relay.bindings())
                .build();
    }
}
