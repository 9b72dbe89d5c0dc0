package dev.carillon.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that comes back gets, over a real socket. */
class RecoveryTests {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");
    private final String topic = "recovery." + NAMES.incrementAndGet();

    @Test
    void replaysWhatWasMissedAndGoesOnLive() {
        publish(0, 10);
        try (var socket = StompSocket.connect(carillon, token)) {
            var receipt = subscribe(socket, "history:10\n");
            assertThat(receipt.headers()).containsEntry("offset", "10")
                    .containsKey("epoch")
                    .doesNotContainKey("recovered");
            var third = expect(socket, 0, 10).get(2);

            try (var back = StompSocket.connect(carillon, token)) {
                var recovered = subscribe(back, position(third));
                assertThat(recovered.headers()).containsEntry("recovered", "true").containsEntry("offset", "10");
                publish(10, 12);
                expect(back, 3, 12);
                assertThat(back.pending()).isZero();
            }
        }
    }

    /** A stream that nobody has published to has a position as well. */
    @Test
    void recoversFromBeforeTheFirst() {
        StompSocket.Frame receipt;
        try (var socket = StompSocket.connect(carillon, token)) {
            receipt = subscribe(socket, "");
            assertThat(receipt.header("offset")).isEqualTo("0");
        }
        publish(0, 3);
        try (var back = StompSocket.connect(carillon, token)) {
            assertThat(subscribe(back, position(receipt)).header("recovered")).isEqualTo("true");
            expect(back, 0, 3);
        }
    }

    /** More than a page, and more than memory keeps of a stream. */
    @Test
    void replaysALongPast() {
        publish(0, 2000);
        try (var socket = StompSocket.connect(carillon, token)) {
            var first = expectOne(subscribed(socket, "history:1000\n"));
            assertThat(first.header("offset")).isEqualTo("1001");
            try (var back = StompSocket.connect(carillon, token)) {
                subscribe(back, "epoch:" + first.header("epoch") + "\noffset:0\n");
                expect(back, 0, 2000);
            }
        }
    }

    @Test
    void saysWhatCannotBeRecovered() {
        publish(0, 3);
        try (var socket = StompSocket.connect(carillon, token)) {
            var epoch = subscribe(socket, "").header("epoch");
            for (var unknown : List.of("epoch:" + epoch + "\noffset:4\n", "epoch:abc\noffset:1\n",
                    "epoch:no epoch\noffset:1\n", "epoch:zzzzzzzzzzzz\noffset:1\n",
                    "epoch:zzzzzzzzzzzzzzzz\noffset:1\n")) {
                try (var back = StompSocket.connect(carillon, token)) {
                    assertThat(subscribe(back, unknown).headers()).containsEntry("recovered", "false")
                            .containsEntry("code", "position-unknown")
                            .containsEntry("offset", "3");
                    assertThat(back.pending()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"offset:1, epoch", "epoch:a, offset", "epoch:a|offset:-1, offset", "epoch:a|offset:x, offset",
        "epoch:a|offset:, offset", "epoch:a|offset:1|history:1, history", "history:0, history", "history:-1, history",
        "history:x, history", "history:1001, history", "history:99999999999999999999, history"})
    void refusesWhatIsNoPlaceToBegin(String headers, String header) {
        try (var socket = StompSocket.connect(carillon, token)) {
            var error = socket.send("SUBSCRIBE\nid:0\ndestination:/topic/" + topic + "\n" + headers.replace('|', '\n')
                    + "\n\n").expect("ERROR");
            assertThat(error.header("code")).isEqualTo("frame-invalid");
            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    /** The offset is absent, so that nobody takes it for one to come back with. */
    @Test
    void givesEphemeralNotificationsNoPosition() {
        try (var socket = StompSocket.connect(carillon, token)) {
            subscribe(socket, "");
            carillon.publish(token, "/topics/" + topic + "/notifications", "{\"payload\":1,\"ephemeral\":true}");
            assertThat(socket.expect("MESSAGE").headers()).doesNotContainKeys("offset", "epoch");
            try (var back = StompSocket.connect(carillon, token)) {
                assertThat(subscribe(back, "history:10\n").header("offset")).isEqualTo("0");
            }
        }
    }

    @Test
    void replaysTheLatestOfAKeyOnly() {
        var path = "/topics/" + topic + "/notifications";
        for (var body : List.of("{\"payload\":1,\"key\":\"a\"}", "{\"payload\":2,\"key\":\"b\"}",
                "{\"payload\":3,\"key\":\"a\"}")) {
            carillon.publish(token, path, body);
        }
        try (var socket = StompSocket.connect(carillon, token)) {
            subscribe(socket, "history:10\n");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("2");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("3");
        }
    }

    /** The position that the publisher is told is the one that subscribers see. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ephemeral:true\n"})
    void answersASendWithThePositionOfWhatItStored(String header) {
        try (var socket = StompSocket.connect(carillon, token)) {
            subscribe(socket, "");
            socket.send("SEND\ndestination:/topic/" + topic + "\nreceipt:sent\n" + header + "\nhello");
            var one = socket.next();
            var other = socket.next();
            var receipt = one.command().equals("RECEIPT") ? one : other;
            var message = one.command().equals("RECEIPT") ? other : one;
            assertThat(receipt.header("notification-id")).isEqualTo(message.header("message-id"));
            assertThat(receipt.headers().get("offset")).isEqualTo(message.headers().get("offset"))
                    .isEqualTo(header.isEmpty() ? "1" : null);
        }
    }

    private StompSocket subscribed(StompSocket socket, String headers) {
        subscribe(socket, headers);
        return socket;
    }

    private StompSocket.Frame subscribe(StompSocket socket, String headers) {
        return socket.send("SUBSCRIBE\nid:0\nreceipt:r\ndestination:/topic/" + topic + "\n" + headers + "\n")
                .expect("RECEIPT");
    }

    private static String position(StompSocket.Frame frame) {
        return "epoch:" + frame.header("epoch") + "\noffset:" + frame.header("offset") + "\n";
    }

    private static StompSocket.Frame expectOne(StompSocket socket) {
        return socket.expect("MESSAGE");
    }

    /** Those and no others, in order, with their offsets. */
    private static List<StompSocket.Frame> expect(StompSocket socket, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> {
            var message = socket.expect("MESSAGE");
            assertThat(message.body()).isEqualTo(Integer.toString(number));
            assertThat(message.header("offset")).isEqualTo(Integer.toString(number + 1));
            return message;
        }).toList();
    }

    private void publish(int from, int to) {
        for (int start = from; start < to; start += 1000) {
            var items = IntStream.range(start, Math.min(to, start + 1000))
                    .mapToObj(number -> "{\"destination\":\"topic:" + topic + "\",\"payload\":" + number + "}")
                    .toList();
            assertThat(carillon.publish(token, "/notifications/batch",
                    "{\"notifications\":[" + String.join(",", items) + "]}").statusCode()).isEqualTo(200);
        }
    }
}
