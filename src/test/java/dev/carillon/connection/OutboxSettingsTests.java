package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.fanout.OutboxPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Policies as an operator writes them. */
class OutboxSettingsTests {

    private static final ConnectionSettings CONNECTIONS = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("carillon.connection", ConnectionSettings.class);

    @Test
    void findsThePolicyOfATopic() {
        var settings = bind(Map.of("carillon.outbox.policies[prices.*]", "latest-per-key",
                "carillon.outbox.policies[logs.**]", "drop-oldest"));
        assertThat(policy(settings, new Topic("prices.eur"))).isEqualTo(OutboxPolicy.LATEST_PER_KEY);
        assertThat(policy(settings, new Topic("logs.web.error"))).isEqualTo(OutboxPolicy.DROP_OLDEST);
        assertThat(policy(settings, new Topic("prices.eur.spot"))).isEqualTo(OutboxPolicy.DISCONNECT);
        assertThat(policy(settings, new UserQueue("alice", "inbox"))).isEqualTo(OutboxPolicy.DISCONNECT);
    }

    @Test
    void losesNothingInSilenceByDefault() {
        var settings = bind(Map.of());
        assertThat(policy(settings, new Topic("prices.eur"))).isEqualTo(OutboxPolicy.DISCONNECT);
        assertThat(settings.maxFrames()).isEqualTo(4096);
        assertThat(settings.maxBytes().toMegabytes()).isEqualTo(1);
    }

    private static OutboxPolicy policy(OutboxSettings settings, Destination destination) {
        return settings.limits(CONNECTIONS).policy().apply(destination);
    }

    private static OutboxSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("carillon.outbox",
                OutboxSettings.class);
    }
}
