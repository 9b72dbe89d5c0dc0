package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.SelfSigned;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadCommandTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"--connect-rate=50", "--ephemeral"})
    void everythingArrives(String option) {
        var done = load(option, "--connections", "20", "--topics", "5", "--rate=20");

        assertThat(done.status()).as(done.err() + done.out()).isZero();
        assertThat(done.err()).contains("connecting, ", "measuring, ").doesNotContain("\tat ");
        assertThat(done.row("connections")).isEqualTo("20");
        assertThat(done.row("connections that failed")).isEqualTo("0");
        assertThat(done.row("missed")).isEqualTo("0");
        int published = Integer.parseInt(done.row("published").split(",")[0]);
        assertThat(published).isBetween(20, 45);
        assertThat(done.row("expected deliveries")).isEqualTo(Integer.toString(published * 4));
        assertThat(done.row("delivered")).startsWith(published * 4 + ",");
        assertThat(done.row("latency p99.9")).endsWith(" ms");
    }

    @Test
    void reportsWhatItMeasured() throws Exception {
        var report = directory.resolve("report.html");
        var done = load("--connections", "5", "--report", report.toString());

        assertThat(done.status()).as(done.err() + done.out()).isZero();
        assertThat(report).content()
                .contains("<title>Carillon under load: localhost:", "Everything arrived", "<polyline class='max'",
                        "aria-labelledby='time-title time-desc'", "<th scope='row'>latency p99</th>")
                .doesNotContain("<script", "src=", "href=", "{rows}", "{time}");
    }

    @Test
    void speaksTls() throws Exception {
        var certificate = SelfSigned.make(directory);
        try (var carillon = RunningCarillon.start("spring.profiles.active=tls",
                "carillon.tls.directory=" + certificate.directory())) {
            var url = "wss://localhost:" + carillon.port();
            var stranger = load("--url", url);
            assertThat(stranger.status()).isEqualTo(3);
            assertThat(stranger.err()).contains("TLS with localhost:", "--ca");

            // Longer than a record of TLS.
            var done = load("--url", url, "--ca", certificate.directory().resolve("tls.crt").toString(),
                    "--connections",
                    "10", "--size", "40000");
            assertThat(done.status()).as(done.err() + done.out()).isZero();
            assertThat(done.row("delivered")).doesNotStartWith("0");
        }
    }

    @Test
    void saysWhoWasRefused() {
        var done = load("--token-file", Invoked.file(directory, TestTokens.of("bob", List.of(), List.of("load.*"))),
                "--connections", "3");

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.row("connections that failed")).isEqualTo("destination-forbidden: 3");
    }

    @Test
    void saysWhatWasNotPublished() {
        var done = load("--token-file", Invoked.file(directory, TestTokens.of("bob", List.of("load.*"), List.of())),
                "--connections", "3");

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.row("publishes that were refused")).startsWith("403: ");
        assertThat(done.row("expected deliveries")).isEqualTo("0");
    }

    /** 192.0.2.0/24 is nobody's (RFC 5737). */
    @Test
    void leavesOtherHostsAlone() throws Exception {
        var refused = load("--url", "http://192.0.2.1");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("192.0.2.1 is not this machine", "--i-may-load-this-host");
        assertThat(OwnHost.is(InetAddress.getLocalHost())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"--connections=0, --connections is", "--topics=200, --topics is", "--rate=0, --rate and",
        "--connect-rate=0, --rate and", "--size=23, --size is", "--size=60001, --size is",
        "--duration=0s, --duration is",
        "--warm-up=-1s, --warm-up is", "--patience=0s, --patience is", "--rate=fast, Invalid value",
        "--report=/nowhere/report.html, cannot be written",
        "--url=nonsense, is no address"})
    void saysWhatIsMisused(String option, String reason) {
        var refused = load(option);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains(reason).doesNotContain("\tat ");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void saysWhoCannotBeReached() {
        assertThat(load("--url", "ws://localhost:" + Machine.freePort())).satisfies(ended -> {
            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.err()).contains("Nobody listens at localhost:");
        });
        assertThat(load("--url", "ws://nowhere.invalid").status()).isEqualTo(3);
    }

    private Invoked load(String... arguments) {
        return QuickLoad.run(directory, arguments);
    }
}
