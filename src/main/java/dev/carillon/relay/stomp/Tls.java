package dev.carillon.relay.stomp;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import reactor.netty.tcp.TcpClient;

/** TLS as a bundle says, which is read anew for each connection: its files may have been replaced. */
record Tls(@Nullable String bundle, SslBundles bundles) implements UnaryOperator<TcpClient> {

    @Override
    public TcpClient apply(TcpClient tcp) {
        if (bundle == null) {
            return tcp;
        }
        var context = context(bundles.getBundle(bundle));
        return tcp.secure(tls -> tls.sslContext(context));
    }

    private static SslContext context(SslBundle bundle) {
        var managers = bundle.getManagers();
        var options = bundle.getOptions();
        try {
            return SslContextBuilder.forClient()
                    .keyManager(managers.getKeyManagerFactory())
                    .trustManager(managers.getTrustManagerFactory())
                    .protocols(options.getEnabledProtocols())
                    .ciphers(Optional.ofNullable(options.getCiphers()).map(List::of).orElse(null))
                    // A certificate counts for the host that was asked for and no other (RFC 9525, CWE-297).
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
