package dev.carillon;

import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.LoggerFactory;

/** An ActiveMQ Artemis in the tests' own JVM, which speaks STOMP and keeps nothing. */
public final class Artemis implements SharedBroker {

    static {
        // It writes an audit line for every message, which would be most of the work.
        ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.ERROR);
    }

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final int port;

    private Artemis(String acceptor) {
        try {
            server.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .addAcceptorConfiguration("stomp", "tcp://127.0.0.1:0?protocols=STOMP" + acceptor))
                    .start();
        } catch (Exception e) { // What it declares.
            throw new IllegalStateException(e);
        }
        this.port = ((NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor("stomp"))
                .getActualPort();
    }

    public static Artemis start() {
        return new Artemis("");
    }

    /** @param keyStore a PKCS #12 with the key and the certificate */
    public static Artemis withTls(Path keyStore, String password) {
        return new Artemis(";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + keyStore + ";keyStorePassword="
                + password);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String[] settings(int port) {
        return new String[]{"carillon.relay.type=stomp", "carillon.relay.stomp.port=" + port,
            "logging.level.org.apache.activemq=error"};
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // What it declares.
            throw new IllegalStateException(e);
        }
    }
}
