package dev.carillon.relay.stomp;

import java.time.Duration;

import dev.carillon.relay.Broker;
import dev.carillon.relay.BrokerContract;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Whoever it is that speaks STOMP. */
abstract class StompBrokerContract extends BrokerContract {

    @Override
    protected Broker broker(int port, String name) {
        return new StompTcpBroker(new StompTcpSettings("127.0.0.1", port, "guest", "guest", "/", Duration.ofSeconds(1),
                null), name, new DefaultSslBundleRegistry());
    }

    @Override
    protected void close(Broker broker, String name) {
        ((StompTcpBroker) broker).close();
    }
}
