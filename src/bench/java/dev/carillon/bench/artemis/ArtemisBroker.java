package dev.carillon.bench.artemis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.LoggerFactory;

/** Artemis without journal and security: notifications need neither, and they would cost it most. */
public final class ArtemisBroker {

    private ArtemisBroker() {}

    /** Starts it on the port that the first argument says. */
    public static void main(String[] arguments) throws Exception {
        // Without a configuration Logback writes all that there is, which would be most of the work.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var configuration = new ConfigurationImpl().setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("stomp", "tcp://127.0.0.1:" + arguments[0]
                        + "?protocols=STOMP;multicastPrefix=/topic/");
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }
}
