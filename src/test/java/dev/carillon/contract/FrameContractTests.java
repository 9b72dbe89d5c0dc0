package dev.carillon.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.nimbusds.jose.JOSEException;
import dev.carillon.Api;
import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every frame that {@code asyncapi.yaml} has is sent, with every code; that each is as it says is checked as it comes. */
class FrameContractTests {

    private static final String ALL = TestTokens.sign(TestTokens.claims("alice",
            Map.of("subscribe", List.of("**"), "publish", List.of("**", "user:*")))
            .claim("scope", "carillon.manage")
            .build());

    /** What this test does not bring about, and who shows it. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "error internal", "our faults, which a test cannot ask for",
            "close 1001", "MaxAgeTests",
            "close 1007", "SocketReaderTests",
            "close 1011", "our faults, which a test cannot ask for",
            "close 4508", "LaneTests");

    @Test
    void everyFrameIsSent() throws Exception {
        FrameContract.seen().clear();
        try (var carillon = RunningCarillon.start("carillon.presence.topics=lobby",
                "carillon.stomp.max-subscriptions=2")) {
            meet(carillon);
            deliver(carillon);
            forbid(carillon);
            refuse(carillon);
            drain(carillon);
        }
        refuseForKeys();
        refuseWithoutStore();

        var documented = documented();
        documented.removeAll(ELSEWHERE.keySet());
        assertThat(FrameContract.seen()).containsAll(documented);
    }

    private static void meet(RunningCarillon carillon) {
        try (var socket = StompSocket.connect(carillon, ALL).subscribe("0", "/topic/lobby");
                var other = StompSocket.connect(carillon, ALL)) {
            other.send("SUBSCRIBE\nid:0\ndestination:/topic/lobby\n\n");
            await(socket, "type", "carillon.presence");
        }
    }

    private static void deliver(RunningCarillon carillon) {
        var api = new Api(carillon, ALL);
        try (var socket = StompSocket.connect(carillon, ALL)) {
            socket.subscribe("topic", "/topic/frames");
            socket.send("SEND\ndestination:/topic/frames\nreceipt:stored\n\nhello");
            socket.send("SEND\ndestination:/topic/frames\nephemeral:true\nreceipt:handed over\n\nhello");
            socket.send("SUBSCRIBE\nid:queue\ndestination:/user/queue/inbox\nreceipt:queue\n\n");
            await(socket, "receipt-id", "queue");
            var id = api.publish("/users/alice/notifications", "{\"type\":\"t\",\"payload\":1}").get("id").asString();
            assertThat(api.send("POST", "/me/notifications/" + id + "/read").statusCode()).isEqualTo(204);
            await(socket, "type", "carillon.inbox");
            assertThat(api.send("DELETE", "/notifications/" + id).statusCode()).isEqualTo(204);
            await(socket, "type", "carillon.recalled");
            socket.send("UNSUBSCRIBE\nid:topic\nreceipt:gone\n\n");
            socket.send("SUBSCRIBE\nid:back\ndestination:/topic/frames\nepoch:x\noffset:1\nreceipt:back\n\n");
            socket.send("DISCONNECT\nreceipt:bye\n\n");
            await(socket, "receipt-id", "bye");
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    /** Reads up to the frame that has this. */
    private static void await(StompSocket socket, String header, String value) {
        while (!value.equals(socket.next().header(header))) {
        }
    }

    private static void forbid(RunningCarillon carillon) {
        try (var socket = StompSocket.connect(carillon, ALL).subscribe("0", "/topic/frames")) {
            socket.send("SEND\ndestination:/app/token\n\n" + TestTokens.of("alice", List.of(), List.of()));
            await(socket, "type", "carillon.forbidden");
        }
    }

    private static void refuse(RunningCarillon carillon) {
        for (var token : new String[]{"", "\npasscode:no.valid.token", "\npasscode:"
                + TestTokens.of("late", "late", -600, "**")}) {
            try (var socket = StompSocket.open(carillon)) {
                refused(socket, "CONNECT\naccept-version:1.2\nhost:x" + token + "\n\n");
            }
        }
        for (var frame : List.of("SUBSCRIBE\nid:0\ndestination:/topic/a..b\nreceipt:r\n\n",
                "SEND\ndestination:/user/queue/inbox\n\n", "SEND\ndestination:/topic/a\nttl:soon\n\n",
                "SEND\ndestination:/topic/a\n\n" + "a".repeat(65_537), "BEGIN\n\n",
                "SEND\ndestination:/topic/a\nkey:" + "a".repeat(100_000) + "\n\n",
                "SUBSCRIBE\nid:taken\ndestination:/topic/b\n\n")) {
            try (var socket = StompSocket.connect(carillon, ALL).subscribe("taken", "/topic/a")) {
                refused(socket, frame);
            }
        }
        try (var socket = StompSocket.connect(carillon, ALL).subscribe("1", "/topic/a").subscribe("2", "/topic/b")) {
            refused(socket, "SUBSCRIBE\nid:3\ndestination:/topic/c\n\n");
        }
        var gone = TestTokens.of("gone", "gone", 600, "**");
        try (var socket = StompSocket.connect(carillon, gone)) {
            assertThat(new Api(carillon, ALL).send("DELETE", "/users/gone/sessions?token=gone").statusCode())
                    .isEqualTo(204);
            assertThat(socket.closeCode()).isEqualTo(4410);
        }
        try (var socket = StompSocket.open(carillon)) {
            refused(socket, "CONNECT\naccept-version:1.2\nhost:x\npasscode:" + gone + "\n\n");
        }
    }

    private static void refused(StompSocket socket, String frame) {
        socket.send(frame);
        while (!socket.next().command().equals("ERROR")) {
        }
        assertThat(socket.closeCode()).isPositive();
    }

    private static void drain(RunningCarillon carillon) {
        try (var socket = StompSocket.connect(carillon, ALL)) {
            RestContractTests.drain(carillon);
            assertThat(socket.closeCode()).isEqualTo(1012);
        }
    }

    private static void refuseForKeys() throws JOSEException {
        var stranger = Stranger.make();
        try (var carillon = RunningCarillon.startWithout(stranger.settings());
                var socket = StompSocket.open(carillon)) {
            refused(socket, "CONNECT\naccept-version:1.2\nhost:x\npasscode:" + stranger.token() + "\n\n");
        }
    }

    private static void refuseWithoutStore() {
        try (var postgres = Postgres.database(FrameContractTests.class);
                var carillon = RunningCarillon.start(postgres.settings());
                var socket = StompSocket.connect(carillon, ALL)) {
            postgres.accept(false);
            postgres.cut();
            refused(socket, "SUBSCRIBE\nid:0\ndestination:/topic/cold\nreceipt:r\n\n");
        }
    }

    private static TreeSet<String> documented() {
        var documented = new TreeSet<String>();
        var document = FrameContract.document();
        for (var operation : document.get("operations")) {
            var sent = operation.get("action").asString().equals("send")
                    ? operation.get("messages")
                    : operation.at("/reply/messages");
            sent.valueStream()
                    .map(message -> message.get("$ref").asString())
                    .forEach(pointer -> documented.add(pointer.substring(pointer.lastIndexOf('/') + 1)));
        }
        document.at("/components/messages/error/headers/properties/code/enum")
                .valueStream()
                .map(JsonNode::asString)
                .forEach(code -> documented.add("error " + code));
        FrameContract.closeCodes().forEach(code -> documented.add("close " + code));
        return documented;
    }
}
