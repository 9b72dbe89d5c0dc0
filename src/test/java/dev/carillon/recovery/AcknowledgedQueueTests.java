package dev.carillon.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A queue whose clients acknowledge: at least once, until one of them does. */
class AcknowledgedQueueTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String user = "alice-" + UUID.randomUUID();
    private final Api alice = new Api(carillon, TestTokens.all(user));

    @ParameterizedTest
    @ValueSource(strings = {"client", "client-individual"})
    void comesAgainUntilItIsAcknowledged(String mode) {
        publish("one");
        var second = publish("two");
        try (var socket = connect(mode)) {
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"one\"");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"two\"");
        }
        try (var socket = connect(mode)) {
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"one\"");
            ack(socket, socket.expect("MESSAGE"), second);
        }
        publish("three");
        try (var socket = connect(mode)) {
            if (mode.equals("client-individual")) {
                assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"one\"");
            }
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"three\"");
            assertNothingMore(socket);
        }
    }

    /** It counts for the user, at the next subscribe; who has it already is not told. */
    @Test
    void anAcknowledgementSettlesItForTheOthers() {
        try (var phone = connect("client-individual"); var laptop = connect("client-individual")) {
            var id = publish("one");
            ack(phone, phone.expect("MESSAGE"), id);
            laptop.expect("MESSAGE");
            laptop.send("UNSUBSCRIBE\nid:s\n\n");
            subscribe(laptop, "client-individual", "");
            assertNothingMore(laptop);
        }
    }

    @Test
    void aPositionBringsAllBehindItAndBeforeItWhatWasNotAcknowledged() {
        publish("one");
        var second = publish("two");
        publish("three");
        var fourth = publish("four");
        try (var socket = connect("client-individual")) {
            socket.expect("MESSAGE");
            ack(socket, socket.expect("MESSAGE"), second);
            socket.expect("MESSAGE");
            ack(socket, socket.expect("MESSAGE"), fourth);
        }
        var epoch = alice.get("/me/notifications").get("epoch").asString();
        try (var socket = StompSocket.connect(carillon, alice.token())) {
            var receipt = subscribe(socket, "client-individual", "epoch:" + epoch + "\noffset:3\n");
            assertThat(receipt.header("recovered")).isEqualTo("true");
            assertThat(receipt.header("offset")).isEqualTo("4");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"one\"");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"three\"");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"four\"");
            assertNothingMore(socket);
        }
    }

    /** It is sent three times to the session that refuses it, and waits for the next one. */
    @Test
    void whatIsRefusedIsNotSettled() {
        publish("one");
        try (var socket = connect("client-individual")) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                socket.send("NACK\nid:" + socket.expect("MESSAGE").header("ack") + "\n\n");
            }
            assertNothingMore(socket);
        }
        try (var socket = connect("client-individual")) {
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"one\"");
        }
    }

    @Test
    void whatHasExpiredOrWasRecalledDoesNotComeAgain() {
        var recalled = publish("recalled");
        var expiring = alice.publish("/users/" + user + "/notifications", "{\"payload\":1,\"ttl\":\"PT0.4S\"}");
        publish("stays");
        try (var socket = connect("client-individual")) {
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"recalled\"");
        }
        assertThat(alice.send("DELETE", "/notifications/" + recalled).statusCode()).isEqualTo(204);
        await().until(() -> alice.send("GET", "/notifications/" + expiring.get("id").asString()).statusCode() == 404);

        try (var socket = connect("client-individual")) {
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"stays\"");
            assertThat(socket.expect("MESSAGE").header("type")).isEqualTo("carillon.recalled");
            assertNothingMore(socket);
        }
    }

    @Test
    void whatWasRecalledIsNotSentAgainToWhoRefusesIt() {
        var id = publish("recalled");
        try (var socket = connect("client-individual")) {
            var message = socket.expect("MESSAGE");
            assertThat(alice.send("DELETE", "/notifications/" + id).statusCode()).isEqualTo(204);
            assertThat(socket.expect("MESSAGE").header("type")).isEqualTo("carillon.recalled");
            socket.send("NACK\nid:" + message.header("ack") + "\n\n");
            assertNothingMore(socket);
        }
    }

    @Test
    void theRecordNamesTheSessions() {
        var id = publish("one");
        try (var phone = StompSocket.open(carillon); var laptop = StompSocket.open(carillon)) {
            var phoneName = session(phone);
            var laptopName = session(laptop);
            subscribe(phone, "client-individual", "");
            subscribe(laptop, "client-individual", "");
            laptop.expect("MESSAGE");
            ack(phone, phone.expect("MESSAGE"), id);
            await().until(() -> story(id).get("deliveries").size() == 2);

            var deliveries = story(id).get("deliveries").valueStream().toList();
            assertThat(deliveries).extracting(delivery -> delivery.get("session").asString())
                    .containsExactlyInAnyOrder(phoneName, laptopName);
            assertThat(deliveries).allMatch(delivery -> delivery.has("sent"))
                    .filteredOn(delivery -> delivery.has("acked"))
                    .extracting(delivery -> delivery.get("session").asString())
                    .containsExactly(phoneName);
        }
    }

    /** Who does not acknowledge is told what is new, and leaves no record. */
    @Test
    void withoutAcknowledgementsNothingComesAgain() {
        var id = publish("one");
        try (var socket = connect("auto")) {
            assertNothingMore(socket);
        }
        assertThat(story(id).get("deliveries")).isEmpty();
    }

    private String publish(String text) {
        return alice.publish("/users/" + user + "/notifications", "{\"payload\":\"" + text + "\"}")
                .get("id")
                .asString();
    }

    private StompSocket connect(String mode) {
        var socket = StompSocket.connect(carillon, alice.token());
        subscribe(socket, mode, "");
        return socket;
    }

    private static StompSocket.Frame subscribe(StompSocket socket, String mode, String headers) {
        return socket.send("SUBSCRIBE\nid:s\ndestination:/user/queue/inbox\nack:" + mode + "\nreceipt:s\n" + headers
                + "\n").expect("RECEIPT");
    }

    private String session(StompSocket socket) {
        return socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + alice.token() + "\n\n")
                .expect("CONNECTED")
                .header("session");
    }

    /** It is on the record when it is in the database, and only then the next session knows. */
    private void ack(StompSocket socket, StompSocket.Frame message, String id) {
        socket.send("ACK\nid:" + message.header("ack") + "\n\n");
        await().until(() -> story(id).has("acked"));
    }

    private JsonNode story(String id) {
        return alice.get("/notifications/" + id);
    }

    /** What is published now comes next, so nothing stood before it. */
    private void assertNothingMore(StompSocket socket) {
        var marker = publish("marker");
        assertThat(socket.expect("MESSAGE").header("message-id")).isEqualTo(marker);
    }
}
