package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import dev.carillon.Api;
import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.TcpProxy;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load on a service that fails, or that others use as well: what it did until then, and after it, is told. */
class LoadFaultTests {

    private static final RunningCarillon CARILLON = RunningCarillon.shared();

    /** Those that publish. */
    private static final int PUBLISHING = 64;

    private final TcpProxy proxy = new TcpProxy(CARILLON.port());

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aServiceThatDiesLeavesATable() throws Exception {
        var report = Files.writeString(directory.resolve("report.html"), "an earlier one");
        var run = through("--connections=10", "--rate=50", "--warm-up=0s", "--duration=2s", "--patience=2s",
                "--report=" + report);
        awaitPublished(20);
        proxy.close();

        var ended = run.join();
        assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.row("connections that failed")).isEqualTo("ended without a word: 10");
        assertThat(ended.row("publishes that were refused")).startsWith("0: ");
        assertThat(ended.row("publishes not sent in time")).isEqualTo("0");
        assertThat(ended.number("published") + refusedWithoutAnswer(ended)).isBetween(75, 101);
        assertThat(ended.err()).contains("measuring, ").doesNotContain("carillon:");
        assertThat(report).content().contains("Not everything went as it should");
    }

    @Test
    void publishingGoesOnWhereConnectionsAreCut() throws Exception {
        var run = through("--connections=10", "--rate=50", "--warm-up=0s", "--duration=2s");
        awaitPublished(20);
        proxy.cut();

        var ended = run.join();
        assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.row("connections that failed")).isEqualTo("ended without a word: 10");
        assertThat(ended.number("published")).isGreaterThan(50);
        assertThat(ended.number("expected deliveries")).isEqualTo(ended.number("published") * 10);
        assertThat(ended.number("missed")).isPositive()
                .isGreaterThanOrEqualTo(ended.number("expected deliveries") - ended.number("delivered"));
    }

    /** One request on each connection is on its way, the others never were. */
    @Test
    void whatWasNotSentIsNotPublished() throws Exception {
        var run = through("--connections=2", "--rate=200", "--warm-up=0s", "--duration=2s", "--patience=2s");
        awaitPublished(5);
        proxy.hold();
        Invoked ended;
        try {
            ended = run.join();
        } finally {
            proxy.release();
        }

        assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.row("publishes that were refused")).isEqualTo("0: " + PUBLISHING);
        int published = ended.number("published");
        assertThat(ended.number("publishes not sent in time")).isPositive();
        assertThat(published + PUBLISHING + ended.number("publishes not sent in time")).isBetween(300, 401);
        assertThat(ended.number("expected deliveries")).isEqualTo(published * 2);
        // Of the two seconds in which it published, not of the four and more that the run took.
        int rate = Integer.parseInt(ended.row("published").replaceAll(".*, |/s", ""));
        assertThat(rate).isGreaterThan(published / 3);
    }

    @Test
    void whatTheWarmUpLeavesIsNotMeasured() throws Exception {
        var run = through("--connections=2", "--rate=200", "--warm-up=2s", "--patience=2s");
        awaitPublished(5);
        proxy.hold();
        try {
            await().until(() -> proxy.joined() > PUBLISHING + 2); // It was given up, and is measured now.
        } finally {
            proxy.release();
        }

        var ended = run.join();
        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.number("published")).isBetween(150, 201);
        assertThat(ended.number("delivered")).isEqualTo(ended.number("published") * 2);
        assertThat(ended.row("messages of others")).isEqualTo("0");
    }

    @Test
    void othersMayPublishMeanwhile() {
        var another = CompletableFuture.supplyAsync(() -> QuickLoad.run(directory, "--connections=3", "--rate=50"));
        var run = CompletableFuture.supplyAsync(() -> QuickLoad.run(directory, "--connections=2", "--rate=50"));
        while (!run.isDone()) {
            CARILLON.publish(TestTokens.all("bob"), "/topics/load.0/notifications", "{\"payload\":1}");
            CARILLON.publish(TestTokens.all("bob"), "/topics/load.0/notifications",
                    "{\"payload\":\"" + "x".repeat(300) + "\"}");
        }

        assertThat(run.join()).satisfies(LoadFaultTests::hasItsOwn);
        assertThat(another.join()).satisfies(LoadFaultTests::hasItsOwn);
    }

    private static void hasItsOwn(Invoked ended) {
        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.number("published")).isBetween(35, 51);
        assertThat(ended.number("delivered")).isEqualTo(ended.number("expected deliveries"));
        assertThat(ended.number("messages of others")).isPositive();
    }

    @Test
    void aPeerThatSaysNothingIsNotWaitedForForEver() throws Exception {
        try (var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            var unsafe = QuickLoad.run(directory, "--url=ws://localhost:" + silent.getLocalPort(), "--connections=2",
                    "--patience=1s");
            assertThat(unsafe.status()).as(unsafe.toString()).isEqualTo(1);
            assertThat(unsafe.row("connections that failed")).isEqualTo("no answer: 2");
            assertThat(unsafe.row("latency max")).isEqualTo("–");
        }
        try (var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            var tls = QuickLoad.run(directory, "--url=wss://localhost:" + silent.getLocalPort(), "--patience=1s");
            assertThat(tls.status()).as(tls.toString()).isEqualTo(3);
            assertThat(tls.err()).contains("does not answer in time");
            assertThat(tls.out()).isEmpty();
        }
    }

    @Test
    void aReportStaysUntilThereIsAnother() throws Exception {
        var report = Files.writeString(directory.resolve("report.html"), "an earlier one");
        var unreachable = QuickLoad.run(directory, "--url=ws://localhost:" + Machine.freePort(), "--report=" + report);

        assertThat(unreachable.status()).isEqualTo(3);
        assertThat(report).hasContent("an earlier one");
    }

    private CompletableFuture<Invoked> through(String... arguments) {
        var all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "--url=http://localhost:" + proxy.port();
        return CompletableFuture.supplyAsync(() -> QuickLoad.run(directory, all));
    }

    private static void awaitPublished(int more) {
        long until = head() + more;
        await().until(() -> head() >= until);
    }

    private static long head() {
        return new Api(CARILLON, TestTokens.all("bob")).get("/topics/load.0/notifications?limit=1")
                .path("head")
                .asLong();
    }

    private static int refusedWithoutAnswer(Invoked ended) {
        return Integer.parseInt(ended.row("publishes that were refused").replaceAll("0: |,", ""));
    }
}
