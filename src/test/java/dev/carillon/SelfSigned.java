package dev.carillon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate made by the command in the README, as a reader would make it. */
public record SelfSigned(Path directory) {

    private static final String NAMES = "DNS:localhost,IP:127.0.0.1";

    /** Runs the README's command below {@code home}, which then holds {@code tls/tls.crt} and {@code tls/tls.key}. */
    public static SelfSigned make(Path home) throws IOException, InterruptedException {
        return make(home, NAMES);
    }

    /** The same for others, as in {@code DNS:example.com}. */
    public static SelfSigned make(Path home, String names) throws IOException, InterruptedException {
        assumeTrue(Machine.has("openssl"), () -> Machine.skipped("TLS tests", "no openssl on the path"));
        var command = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.contains("openssl req"))
                .findFirst()
                .orElseThrow()
                .replace(NAMES, names);
        var openssl = new ProcessBuilder("sh", "-c", command).directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(openssl.getInputStream().readAllBytes());
        assertThat(openssl.waitFor()).as(output).isZero();
        return new SelfSigned(home.resolve("tls"));
    }

    public X509Certificate certificate() throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(directory.resolve("tls.crt"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    /** Trusts this certificate and no other. */
    public SSLContext trust() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("carillon", certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
