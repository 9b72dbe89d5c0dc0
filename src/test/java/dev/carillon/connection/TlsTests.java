package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTests {

    @Test
    void servesWssAndTakesUpARenewedCertificate(@TempDir Path home, @TempDir Path renewal) throws Exception {
        var old = SelfSigned.make(home);
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + old.directory())) {
            var uri = URI.create("wss://localhost:" + carillon.port() + "/ws");
            try (var before = StompSocket.openTls(uri, old.trust()).connect(TestTokens.all("alice"))) {
                before.subscribe("0", "/topic/tls");
                assertThat(servedSerial(carillon.port(), old)).isEqualTo(old.certificate().getSerialNumber());

                var renewed = SelfSigned.make(renewal);
                replace(old, renewed);
                await().atMost(Duration.ofMinutes(1))
                        .ignoreExceptions()
                        .untilAsserted(
                                () -> assertThat(servedSerial(carillon.port(), renewed))
                                        .isEqualTo(renewed.certificate().getSerialNumber()));

                try (var after = StompSocket.openTls(uri, renewed.trust()).connect(TestTokens.all("alice"))) {
                    after.send("SEND\ndestination:/topic/tls\n\nstill here");
                    assertThat(before.expect("MESSAGE").body()).isEqualTo("still here");
                }
            }
            assertThat(carillon.get(carillon.management("/actuator/health/readiness")).body()).contains("UP");
        }
    }

    private static void replace(SelfSigned old, SelfSigned renewed) throws IOException {
        for (var file : new String[]{"tls.key", "tls.crt"}) {
            Files.copy(renewed.directory().resolve(file), old.directory().resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static BigInteger servedSerial(int port, SelfSigned trusted) throws IOException, GeneralSecurityException {
        try (var socket = (SSLSocket) trusted.trust().getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
