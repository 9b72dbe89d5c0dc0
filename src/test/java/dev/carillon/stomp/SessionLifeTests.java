package dev.carillon.stomp;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** A session lives as long as its token, or the one that it is renewed with. */
class SessionLifeTests {

    private final RunningCarillon carillon = RunningCarillon.shared();

    @Test
    void endsWithItsTokenThoughTheClientIsSilent() {
        var end = Instant.now().plusSeconds(2);
        try (var socket = StompSocket.connect(carillon, TestTokens.of("alice", "a", 2, "**"))) {
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(Instant.now()).isAfter(end.minusSeconds(1)); // exp is to the second.
        }
    }

    @Test
    void goesOnWithANewToken() {
        try (var socket = StompSocket.connect(carillon, TestTokens.of("alice", "a", 2, "life.*"))) {
            socket.subscribe("s", "/topic/life.renewed");
            renew(socket, TestTokens.of("alice", "b", 600, "life.*"));
            try (var other = StompSocket.connect(carillon, TestTokens.of("alice", "c", 2, "**"))) {
                assertThat(other.closeCode()).isEqualTo(4401); // By then the first token is over, too.
            }
            publish("life.renewed", "\"still here\"");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"still here\"");
        }
    }

    @Test
    void losesWhatTheNewTokenDoesNotAllow() {
        try (var socket = StompSocket.connect(carillon, TestTokens.of("alice", "a", 600, "life.*"))) {
            socket.subscribe("kept", "/topic/life.kept")
                    .subscribe("lost", "/topic/life.lost")
                    .subscribe("queue", "/user/queue/life");
            socket.send("SEND\ndestination:/app/token\nreceipt:r\n\n"
                    + TestTokens.of("alice", "b", 600, "life.kept"));

            var notice = socket.expect("MESSAGE");
            assertThat(notice.header("subscription")).isEqualTo("lost");
            assertThat(notice.header("type")).isEqualTo("carillon.forbidden");
            assertThat(notice.body()).isEqualTo("{\"code\":\"destination-forbidden\"}");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("r");

            publish("life.lost", "1");
            publish("life.kept", "2");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("2");
            expectEnd(socket.send("SUBSCRIBE\nid:again\ndestination:/topic/life.lost\n\n"), "destination-forbidden",
                    4403);
        }
    }

    @Test
    void publishesWithTheNewTokensRights() {
        try (var socket = StompSocket.connect(carillon, TestTokens.of("alice", "a", 600, "life.*"))) {
            renew(socket, TestTokens.of("alice", "b", 600, "other"));
            expectEnd(socket.send("SEND\ndestination:/topic/life.sent\n\nx"), "destination-forbidden", 4403);
        }
    }

    @Test
    void isNotRenewedByAnothersToken() {
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SEND\ndestination:/app/token\n\n" + TestTokens.all("mallory")), "token-invalid",
                    4401);
        }
    }

    @Test
    void isNotRenewedByATokenThatIsNone() {
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SEND\ndestination:/app/token\n\nnone"), "token-invalid", 4401);
        }
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SEND\ndestination:/app/token\n\n"), "token-missing", 4401);
        }
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SEND\ndestination:/app/token\n\n" + TestTokens.of("alice", "a", -120, "**")),
                    "token-expired", 4401);
        }
    }

    private void renew(StompSocket socket, String token) {
        socket.send("SEND\ndestination:/app/token\nreceipt:renewed\n\n" + token);
        assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("renewed");
    }

    private void publish(String topic, String payload) {
        new Api(carillon, TestTokens.all("publisher")).publish("/topics/" + topic + "/notifications",
                "{\"payload\":" + payload + "}");
    }
}
