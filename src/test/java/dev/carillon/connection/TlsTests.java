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

import dev.carillon.Handshake;
import dev.carillon.RawSocket;
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

    /** A TLS write may take everything from us and still not be out. */
    @Test
    void sendsAllOfItToASlowReader(@TempDir Path home) throws Exception {
        var certificate = SelfSigned.make(home);
        var token = TestTokens.all("alice");
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + certificate.directory(), "carillon.outbox.max-bytes=64MB",
                "carillon.outbox.write-timeout=2m", "carillon.connection.max-inbound=1GB");
                var slow = RawSocket.openTls(carillon.port(), "/ws", certificate.trust()).connect(token);
                var publisher = StompSocket.openTls(URI.create("wss://localhost:" + carillon.port() + "/ws"),
                        certificate.trust()).connect(token)) {
            slow.text("SUBSCRIBE\nid:0\ndestination:/topic/slow\nreceipt:r\n\n\0").next();
            var body = "x".repeat(60_000);
            for (int i = 0; i < 300; i++) {
                publisher.send("SEND\ndestination:/topic/slow\ncontent-type:text/plain\n\n" + i + body);
            }
            await().until(() -> carillon.metric("carillon_outbox_pending_bytes") > 0);
            for (int i = 0; i < 300; i++) {
                assertThat(slow.next().text()).endsWith("\n\n" + i + body + "\0");
            }
            await().until(() -> carillon.metric("carillon_outbox_pending_bytes") == 0);
        }
    }

    /** Each byte begins Jetty's idle timeout anew (CWE-400). */
    @Test
    void cutsOffAHandshakeThatComesByteByByte(@TempDir Path home) throws Exception {
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls", "carillon.connection.head-timeout=1s",
                "carillon.tls.directory=" + SelfSigned.make(home).directory())) {
            var hello = "\u0016\u0003\u0001\u0040\u0000\u0001" + "\u0000".repeat(1500);

            assertThat(Handshake.isTrickleEnded(carillon.port(), hello)).isTrue();
            assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"request-head-time\"}")).isPositive();
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
            var offer = socket.getSSLParameters();
            offer.setApplicationProtocols(new String[]{"h2", "http/1.1"});
            socket.setSSLParameters(offer);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
