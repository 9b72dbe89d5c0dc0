package dev.carillon.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** Every delivery over real sockets is looked at: none lost, doubled, out of order or late. */
class DeliveryTests {

    private static final int PUBLISHERS = 4;
    private static final int ROUNDS = 40;

    private final String token = TestTokens.all("alice");

    @Test
    void isExactWhileOthersComeAndGo() throws Exception {
        try (var carillon = RunningCarillon.start(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var steady = IntStream.range(0, 10)
                    .mapToObj(_ -> StompSocket.connect(carillon, token).subscribe("0", "/topic/exact"))
                    .toList();
            var churn = threads.submit(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    comeAndGo(carillon);
                }
            });
            var published = IntStream.range(0, PUBLISHERS)
                    .mapToObj(publisher -> threads.submit(() -> publishUntil(churn, carillon, publisher)))
                    .toList();
            churn.get();
            int total = 0;
            for (var publisher : published) {
                total += publisher.get();
            }

            var first = bodies(steady.getFirst(), total);
            assertStretch(first);
            for (var socket : steady) {
                assertThat(socket == steady.getFirst() ? first : bodies(socket, total)).as("one order for all")
                        .isEqualTo(first);
                assertThat(socket.pending()).isZero();
                socket.close();
            }
        }
    }

    private int publishUntil(Future<?> end, RunningCarillon carillon, int publisher) {
        int i = 0;
        for (; !end.isDone(); i++) {
            var payload = "{\"payload\":\"" + publisher + "-" + i + "\"}";
            assertThat(carillon.publish(token, "/topics/exact/notifications", payload).statusCode()).isEqualTo(201);
        }
        return i;
    }

    /** Subscribes, unsubscribes and leaves; what it gets must be a stretch without a hole, and end with the receipt. */
    private void comeAndGo(RunningCarillon carillon) {
        try (var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/exact")) {
            var stretch = new ArrayList<String>();
            for (int i = ThreadLocalRandom.current().nextInt(30); i > 0; i--) {
                stretch.add(socket.expect("MESSAGE").body());
            }
            socket.send("UNSUBSCRIBE\nid:0\nreceipt:u\n\n");
            var frame = socket.next();
            for (; frame.command().equals("MESSAGE"); frame = socket.next()) {
                stretch.add(frame.body());
            }
            assertThat(frame.header("receipt-id")).isEqualTo("u");
            assertStretch(stretch);
            socket.send("SEND\ndestination:/topic/elsewhere\nreceipt:s\n\nx");
            assertThat(socket.next().header("receipt-id")).as("nothing behind the receipt of UNSUBSCRIBE")
                    .isEqualTo("s");
        }
    }

    /** Each publisher's numbers follow one another. */
    private static void assertStretch(List<String> bodies) {
        for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
            var prefix = "\"" + publisher + "-";
            var numbers = bodies.stream()
                    .filter(body -> body.startsWith(prefix))
                    .map(body -> Integer.parseInt(body.substring(prefix.length(), body.length() - 1)))
                    .toList();
            if (!numbers.isEmpty()) {
                assertThat(numbers).containsExactlyElementsOf(
                        IntStream.rangeClosed(numbers.getFirst(), numbers.getLast()).boxed().toList());
            }
        }
    }

    private List<String> bodies(StompSocket socket, int count) {
        return IntStream.range(0, count).mapToObj(_ -> socket.expect("MESSAGE").body()).toList();
    }

    @Test
    void closesAReaderThatNeverReadsAndServesTheOthers() {
        try (var carillon = RunningCarillon.start("carillon.outbox.max-bytes=256KB",
                "carillon.outbox.close-timeout=1s");
                var healthy = StompSocket.connect(carillon, token).subscribe("0", "/topic/stalled");
                var stalled = RawSocket.connect(carillon, token, 4096)) {
            stalled.text("SUBSCRIBE\nid:0\ndestination:/topic/stalled\n\n\0");
            await().until(() -> carillon.metric("carillon_subscriptions") == 2);
            var body = "{\"payload\":\"" + "x".repeat(50_000) + "\"}";
            int published = 0;
            while (carillon.metric("carillon_subscriptions") == 2 && published < 2000) {
                assertThat(carillon.publish(token, "/topics/stalled/notifications", body).statusCode()).isEqualTo(201);
                healthy.expect("MESSAGE");
                published++;
            }
            assertThat(carillon.metric("carillon_slow_consumers_total{action=\"disconnect\"}")).isEqualTo(1);
            await().until(() -> carillon.metric("carillon_connections") == 1);
            carillon.publish(token, "/topics/stalled/notifications", "{\"payload\":1}");
            assertThat(healthy.expect("MESSAGE").body()).isEqualTo("1");
        }
    }

    /** A client that is cut off sends no FIN; heart-beats that do not come tell. */
    @Test
    void closesAClientThatFallsSilent() {
        try (var carillon = RunningCarillon.start("carillon.stomp.heartbeat=1s");
                var socket = StompSocket.open(carillon)) {
            socket.send(
                    "CONNECT\naccept-version:1.2\nhost:x\nheart-beat:1000,0\nAuthorization:Bearer " + token + "\n\n");
            socket.expect("CONNECTED");
            assertThat(socket.closeCode()).isEqualTo(1002);
            await().until(() -> carillon.metric("carillon_connections") == 0);
        }
    }

    /** A byte now and then is not a CONNECT (CWE-400). */
    @Test
    void closesASocketThatDoesNotConnect() {
        try (var carillon = RunningCarillon.start("carillon.connection.connect-timeout=3s");
                var socket = StompSocket.open(carillon);
                var connected = StompSocket.connect(carillon, token)) {
            socket.sendRaw("CONN");
            assertThat(socket.closeCode()).isEqualTo(4401);
            connected.subscribe("0", "/topic/still.here");
        }
    }
}
