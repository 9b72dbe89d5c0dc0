package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** Ten thousand clients come, subscribe and go, each in one of four ways: nothing of them stays (CWE-401, CWE-772). */
class LeakTests {

    private static final int CLIENTS = 10_000;

    /** As many at once, and as many before the first look, so that pools and caches have their size. */
    private static final int AT_ONCE = 4;
    private static final int WARM_UP = 500;

    /** Those that leave in the same way; some of what each leaves may be gone all the same. */
    private static final int ONE_WAY = CLIENTS / Leaving.values().length;

    private final String token = TestTokens.all("alice");

    @Test
    void leavesNoEntryThreadDescriptorOrByte() throws Exception {
        // The recent past is kept in memory on purpose, within its bounds: here of nothing.
        try (var carillon = RunningCarillon.start("carillon.log.window=0B")) {
            comeAndGo(carillon, WARM_UP);
            awaitEmpty(carillon);
            var objects = liveObjects();
            long descriptors = descriptors();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();

            comeAndGo(carillon, CLIENTS);

            awaitEmpty(carillon);
            assertThat(carillon.metric("carillon_connections_opened_total")).isEqualTo(WARM_UP + CLIENTS);
            await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors + AT_ONCE));
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + CLIENTS / 100);
            await().untilAsserted(() -> assertThat(grownByAClient(objects, liveObjects())).isEmpty());
        }
    }

    private void comeAndGo(RunningCarillon carillon, int clients) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            threads.invokeAll(IntStream.range(0, clients)
                    .mapToObj(i -> Executors.callable(() -> comeAndGo(carillon, i, Leaving.values()[i % 4])))
                    .toList()).forEach(done -> assertThat(done).succeedsWithin(Duration.ZERO));
        }
    }

    private enum Leaving {
        DISCONNECT,
        CLOSE,
        ERROR,
        VANISH
    }

    private void comeAndGo(RunningCarillon carillon, int number, Leaving leaving) {
        try (var socket = RawSocket.connect(carillon, token, 0)) {
            socket.text("SUBSCRIBE\nid:0\ndestination:/topic/leak." + number + "\nreceipt:r\nack:client\n\n\0").next();
            socket.text("SEND\ndestination:/topic/leak." + number + "\n\nnever acknowledged\0").next();
            switch (leaving) {
                case DISCONNECT -> socket.text("BEGIN\ntransaction:t\n\n\0DISCONNECT\n\n\0").next();
                case CLOSE -> socket.send(RawSocket.FIN | RawSocket.CLOSE, new byte[0]).next();
                case ERROR -> socket.text("NONSENSE\n\n\0").next();
                case VANISH -> socket.text("SEND\n");
            }
        }
    }

    private static void awaitEmpty(RunningCarillon carillon) {
        await().untilAsserted(() -> {
            assertThat(carillon.metric("carillon_connections")).isZero();
            assertThat(carillon.metric("carillon_subscriptions")).isZero();
            assertThat(carillon.metric("carillon_outbox_pending_bytes")).isZero();
        });
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** Classes with an object more for each client that left in one of the ways: whatever stays, some object does. */
    private static Map<String, Long> grownByAClient(Map<String, Long> before, Map<String, Long> after) {
        var grown = new TreeMap<String, Long>();
        after.forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more >= ONE_WAY * 9 / 10) {
                grown.put(name, more);
            }
        });
        return grown;
    }

    /** How many objects are reachable of each class that has many; the others would only make this map large itself. */
    private static Map<String, Long> liveObjects() throws JMException {
        var histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                        new Object[]{new String[0]}, new String[]{String[].class.getName()});
        var objects = new TreeMap<String, Long>();
        Arrays.stream(histogram.split("\n"))
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length >= 4 && row[0].endsWith(":"))
                .filter(row -> Long.parseLong(row[1]) > CLIENTS / 100)
                .forEach(row -> objects.put(row[3], Long.valueOf(row[1])));
        return objects;
    }
}
