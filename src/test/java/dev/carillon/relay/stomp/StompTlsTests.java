package dev.carillon.relay.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;

import dev.carillon.Artemis;
import dev.carillon.SelfSigned;
import dev.carillon.relay.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** The broker is reached by TLS, and is who it says. */
class StompTlsTests {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path home;

    @Test
    void speaksToABrokerThatItTrusts() throws Exception {
        var certificate = SelfSigned.make(home);
        try (var artemis = Artemis.withTls(keyStore(certificate), PASSWORD);
                var broker = broker(artemis, certificate)) {
            var received = new Received();
            var link = broker.connect(received);
            link.bind(List.of("a"));
            link.send("a", new byte[100_000]);
            assertThat(received.next()).hasSize(100_000);
            link.close();
        }
    }

    @Test
    void doesNotSpeakToOneOfAnotherName() throws Exception {
        var certificate = SelfSigned.make(home, "DNS:elsewhere.example");
        try (var artemis = Artemis.withTls(keyStore(certificate), PASSWORD);
                var broker = broker(artemis, certificate)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> broker.connect(new Received()))
                    .withMessageContaining("127.0.0.1");
        }
    }

    @Test
    void doesNotSpeakToOneThatItDoesNotTrust(@TempDir Path other) throws Exception {
        var certificate = SelfSigned.make(home);
        try (var artemis = Artemis.withTls(keyStore(certificate), PASSWORD);
                var broker = broker(artemis, SelfSigned.make(other))) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> broker.connect(new Received()))
                    .withStackTraceContaining("PKIX path");
        }
    }

    private static StompTcpBroker broker(Artemis artemis, SelfSigned trusted) {
        var bundle = SslBundle.of(new PemSslStoreBundle(null,
                PemSslStoreDetails.forCertificate(trusted.directory().resolve("tls.crt").toUri().toString())));
        return new StompTcpBroker(new StompTcpSettings("127.0.0.1", artemis.port(), "guest", "guest", "/",
                Duration.ofSeconds(5), "broker"), "tls", new DefaultSslBundleRegistry("broker", bundle));
    }

    private Path keyStore(SelfSigned certificate) throws IOException, GeneralSecurityException {
        var key = PemContent.load(certificate.directory().resolve("tls.key")).getPrivateKey();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("broker", key, PASSWORD.toCharArray(), new Certificate[]{certificate.certificate()});
        var file = home.resolve("broker.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
