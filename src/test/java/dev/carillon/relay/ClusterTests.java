package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes with one PostgreSQL and one broker, over real sockets. */
@ParameterizedClass
@EnumSource(Brokers.class)
class ClusterTests {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static Cluster cluster;

    @Parameter
    private Brokers broker;

    private final String user = "user-" + NAMES.incrementAndGet();
    private final String topic = "cluster." + NAMES.incrementAndGet();
    private final String token = TestTokens.all(user);

    @BeforeParameterizedClassInvocation
    static void start(Brokers broker) {
        cluster = new Cluster(ClusterTests.class, broker.open(ClusterTests.class));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void deliversWhatEitherNodePublishesInOrder() {
        try (var here = subscribed(cluster.one(), ""); var there = subscribed(cluster.other(), "")) {
            for (int i = 1; i < 200; i++) {
                cluster.publish(i % 3 == 0 ? cluster.other() : cluster.one(), topic, "" + i);
            }
            for (int i = 1; i < 200; i++) {
                expect(here, i);
                expect(there, i);
            }
        }
    }

    @Test
    void deliversWhatIsEphemeral() {
        try (var there = subscribed(cluster.other(), "")) {
            var answer = cluster.one()
                    .publish(token, "/topics/" + topic + "/notifications",
                            "{\"payload\":{\"x\":1},\"type\":\"moved\",\"ephemeral\":true}");
            assertThat(answer.statusCode()).isEqualTo(202);
            var message = there.expect("MESSAGE");
            assertThat(message.body()).isEqualTo("{\"x\":1}");
            assertThat(message.headers()).containsEntry("type", "moved").doesNotContainKey("offset");
        }
    }

    /** Bytes, own headers, a user with a name that is a wildcard of the broker's, all that a MESSAGE shows. */
    @Test
    void deliversItAsItWas() {
        var odd = "a.#.*.ü " + user;
        try (var there = StompSocket.connect(cluster.other(), TestTokens.all(odd)).subscribe("0", "/user/queue/inbox");
                var here = StompSocket.connect(cluster.one(), TestTokens.all(odd)).subscribe("0", "/user/queue/inbox");
                var sent = subscribed(cluster.other(), "");
                var sender = StompSocket.connect(cluster.one(), token)) {
            assertThat(cluster.one()
                    .publish(token, "/notifications", "{\"destinations\":[\"user:" + odd
                            + "\"],\"type\":\"t\",\"key\":\"k\",\"ttl\":\"PT1H\",\"payload\":\"ü\"}")
                    .statusCode())
                    .isEqualTo(200);
            assertThat(there.expect("MESSAGE").wire()).isEqualTo(here.expect("MESSAGE").wire());

            sender.send(
                    "SEND\ndestination:/topic/" + topic + "\ncontent-type:text/plain\nshop:x\\c1\nreceipt:r\n\nhello");
            sender.expect("RECEIPT");
            assertThat(sent.expect("MESSAGE").headers()).containsEntry("shop", "x:1")
                    .containsEntry("content-type", "text/plain");
        }
    }

    /** What another node has stored, and nobody told of. */
    @Test
    void fillsAHoleInOrder() {
        try (var there = subscribed(cluster.other(), "")) {
            cluster.publish(cluster.one(), topic, "1");
            cluster.publish(cluster.silent(), topic, "2", "3");
            cluster.publish(cluster.one(), topic, "4");
            for (int i = 1; i <= 4; i++) {
                expect(there, i);
            }
        }
    }

    @Test
    void findsWhatNothingFollows() {
        try (var there = subscribed(cluster.other(), ""); var here = subscribed(cluster.one(), "")) {
            cluster.publish(cluster.one(), topic, "1");
            cluster.publish(cluster.silent(), topic, "2");
            for (int i = 1; i <= 2; i++) {
                expect(here, i);
                expect(there, i);
            }
        }
    }

    /** A client may know more than the node that it comes to. */
    @Test
    void recoversFromAPositionThatThisNodeHasNotHeardOf() {
        try (var holder = subscribed(cluster.other(), "")) {
            cluster.publish(cluster.one(), topic, "1");
            expect(holder, 1);
            cluster.publish(cluster.silent(), topic, "2");
            StompSocket.Frame last;
            try (var elsewhere = subscribed(cluster.silent(), "history:1\n")) {
                last = expect(elsewhere, 2);
            }
            try (var back = StompSocket.connect(cluster.other(), token)) {
                var receipt = subscribe(back, "epoch:" + last.header("epoch") + "\noffset:2\n");
                assertThat(receipt.headers()).containsEntry("recovered", "true").containsEntry("offset", "2");
                cluster.publish(cluster.one(), topic, "3");
                expect(back, 3);
            }
        }
    }

    @Test
    void recoversWhatAnotherNodeStored() {
        StompSocket.Frame first;
        try (var here = subscribed(cluster.one(), "")) {
            cluster.publish(cluster.one(), topic, "1");
            first = expect(here, 1);
        }
        cluster.publish(cluster.one(), topic, "2", "3");
        try (var there = StompSocket.connect(cluster.other(), token)) {
            assertThat(subscribe(there, "epoch:" + first.header("epoch") + "\noffset:1\n").headers())
                    .containsEntry("recovered", "true");
            expect(there, 2);
            expect(there, 3);
        }
    }

    /** While nobody here was subscribed, nobody told this node; what it remembers of before is not what there is. */
    @Test
    void readsTheStoreWhereItDidNotListen() {
        try (var there = subscribed(cluster.other(), "")) {
            cluster.publish(cluster.one(), topic, "1");
            expect(there, 1);
        }
        await().until(() -> cluster.other().metric("carillon_relay_bindings") == 0);
        cluster.publish(cluster.one(), topic, "2");
        var history = new Api(cluster.other(), token).get("/topics/" + topic + "/notifications");
        assertThat(history.get("head").asLong()).isEqualTo(2);
        cluster.publish(cluster.one(), topic, "3");
        try (var again = subscribed(cluster.other(), "history:10\n")) {
            for (int i = 1; i <= 3; i++) {
                expect(again, i);
            }
        }
    }

    /** Nobody gets it any more, also not from another node's memory, and who has it is told. */
    @Test
    void recallsEverywhere() {
        try (var there = subscribed(cluster.other(), "")) {
            cluster.publish(cluster.one(), topic, "1", "2");
            var id = expect(there, 1).header("message-id");
            expect(there, 2);
            assertThat(new Api(cluster.one(), token).send("DELETE", "/notifications/" + id).statusCode())
                    .isEqualTo(204);
            assertThat(there.expect("MESSAGE").headers()).containsEntry("type", "carillon.recalled");
            try (var late = subscribed(cluster.other(), "history:10\n")) {
                expect(late, 2);
            }
        }
    }

    @Test
    void tellsAUsersOtherDevicesWhatIsRead() {
        try (var phone = StompSocket.connect(cluster.other(), token).subscribe("0", "/user/queue/inbox")) {
            cluster.one().publish(token, "/users/" + user + "/notifications", "{\"payload\":1}");
            var id = phone.expect("MESSAGE").header("message-id");
            assertThat(new Api(cluster.one(), token).send("POST", "/me/notifications/" + id + "/read").statusCode())
                    .isEqualTo(204);
            assertThat(phone.expect("MESSAGE").body()).isEqualTo("{\"unread\":0,\"read\":[\"" + id + "\"]}");
        }
    }

    /** Its queue at the broker is bound to what is subscribed to here, and to nothing else. */
    @Test
    void hearsNothingOfWhatNobodyHereWants() {
        try (var here = subscribed(cluster.one(), "")) {
            double before = cluster.other().metric("carillon_relay_received_total");
            cluster.publish(cluster.one(), topic, "1", "2");
            expect(here, 1);
            try (var there = subscribed(cluster.other(), "")) {
                cluster.publish(cluster.one(), topic, "3");
                expect(there, 3);
            }
            assertThat(cluster.other().metric("carillon_relay_received_total") - before).isEqualTo(1);
            await().until(() -> cluster.other().metric("carillon_relay_bindings") == 0);
            cluster.publish(cluster.one(), topic, "4");
            try (var again = subscribed(cluster.other(), "")) {
                cluster.publish(cluster.one(), topic, "5");
                expect(again, 5);
            }
            assertThat(cluster.other().metric("carillon_relay_received_total") - before).isEqualTo(2);
            assertThat(cluster.other().metric("carillon_relay_unwanted_total")).isZero();
        }
    }

    @Test
    void countsWhatThePageLists() throws IOException {
        var scraped = cluster.one()
                .get(cluster.one().management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE carillon_relay_"))
                .map(line -> line.split(" ")[2].replaceFirst("_(total|seconds)$", ""));
        var documented = Page.read("src/docs/protocol.md").names("meter of the relay", "kind", "counts");
        assertThat(scraped).containsExactlyInAnyOrderElementsOf(
                documented.stream().map(name -> name.replace('.', '_')).toList());
    }

    private StompSocket subscribed(RunningCarillon node, String headers) {
        var socket = StompSocket.connect(node, token);
        subscribe(socket, headers);
        return socket;
    }

    private StompSocket.Frame subscribe(StompSocket socket, String headers) {
        return socket.send("SUBSCRIBE\nid:0\nreceipt:r\ndestination:/topic/" + topic + "\n" + headers + "\n")
                .expect("RECEIPT");
    }

    private static StompSocket.Frame expect(StompSocket socket, int number) {
        var message = socket.expect("MESSAGE");
        assertThat(message.body()).isEqualTo("" + number);
        assertThat(message.header("offset")).isEqualTo("" + number);
        return message;
    }
}
