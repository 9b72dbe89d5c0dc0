package dev.carillon.relay.stomp;

import java.io.IOException;
import java.util.function.UnaryOperator;

import dev.carillon.relay.Broker;
import io.netty.channel.ChannelOption;
import io.netty.resolver.DefaultAddressResolverGroup;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompReactorNettyCodec;
import org.springframework.messaging.tcp.reactor.ReactorNettyTcpClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import reactor.netty.tcp.TcpClient;

/**
 * Spring's own STOMP client on one connection at a time. Every link has a client to itself, so that whatever it holds ends with it: a
 * socket on which a broker hangs would otherwise be taken from the pool again.
 */
final class StompTcpBroker implements Broker, AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 5000;

    private final StompTcpSettings settings;
    private final String prefix;
    private final UnaryOperator<TcpClient> tls;
    private final ThreadPoolTaskScheduler clock = new ThreadPoolTaskScheduler();

    /** @param name what the destinations of one cluster begin with */
    StompTcpBroker(StompTcpSettings settings, String name, SslBundles bundles) {
        this.settings = settings;
        this.prefix = "/topic/" + name + ".";
        this.tls = new Tls(settings.sslBundle(), bundles);
        clock.setThreadNamePrefix("relay-stomp-");
        clock.setDaemon(true);
        clock.setRemoveOnCancelPolicy(true);
        clock.initialize();
    }

    @Override
    public Link connect(Arrivals arrivals) throws IOException {
        var client = client();
        var ending = new Ending(client::shutdown);
        try {
            var session = ending.await(client.connectAsync(headers(), ending));
            return new StompLink(session, prefix, arrivals, ending);
        } catch (IOException failure) {
            ending.close();
            throw failure;
        }
    }

    /** Its scheduler is there for receipts only: heart-beats are the connection's. */
    private StompClient client() {
        var client = new StompClient(new ReactorNettyTcpClient<>(this::address,
                new StompReactorNettyCodec()));
        long millis = settings.heartbeat().toMillis();
        client.setDefaultHeartbeat(new long[]{millis, millis});
        client.setTaskScheduler(clock);
        return client;
    }

    private TcpClient address(TcpClient tcp) {
        return tls.apply(tcp.host(settings.host())
                .port(settings.port())
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS));
    }

    private StompHeaders headers() {
        var headers = new StompHeaders();
        headers.setHost(settings.virtualHost());
        headers.setLogin(settings.login());
        headers.setPasscode(settings.passcode());
        return headers;
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
