package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "Heart-beating". One session is the clock of another, so that a slow machine changes nothing. */
class Stomp12HeartbeatTests extends StompSpecification {

    private static final RunningCarillon EVERY_SECOND = RunningCarillon.start("carillon.stomp.heartbeat=1s");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AfterAll
    static void stop() {
        EVERY_SECOND.close();
    }

    @Test
    @DisplayName("CONNECTED says what the server can do and would like")
    void declaresItsOwn() {
        try (var socket = StompSocket.open(EVERY_SECOND)) {
            assertThat(socket.send(connectFrame("")).expect("CONNECTED").header("heart-beat")).isEqualTo("1000,1000");
        }
    }

    @Test
    @DisplayName("a sender that has no frame to send MUST send an end-of-line")
    void sendsEndsOfLineToAQuietClient() {
        try (var socket = open("heart-beat:0,1000\n")) {
            await().atMost(PATIENCE).until(() -> socket.heartbeats() >= 2);
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("a missing heart-beat header MUST be treated as 0,0: neither side is heard or expected")
    void leavesAClientAloneThatAskedForNothing() {
        try (var clock = open("heart-beat:0,1000\n"); var zero = open("heart-beat:0,0\n"); var none = open("")) {
            await().atMost(PATIENCE).until(() -> clock.heartbeats() >= 4); // Twice the time after which silence is death.
            assertThat(zero.heartbeats()).isZero();
            assertThat(none.heartbeats()).isZero();
            expectNothing(zero);
            expectNothing(none);
        }
    }

    @Test
    @DisplayName("heart-beats come every MAX(sx,cy) and are expected every MAX(cx,sy) milliseconds")
    void takesTheLongerOfBothSides() {
        try (var clock = open("heart-beat:0,1\n"); var patient = open("heart-beat:3600000,3600000\n")) {
            await().atMost(PATIENCE).until(() -> clock.heartbeats() >= 4);
            assertThat(patient.heartbeats()).isZero();
            expectNothing(patient);
        }
    }

    @Test
    @DisplayName("any new data is a sign of life: no end-of-line where frames were sent")
    void sendsNoEndOfLineWhereItSentFrames() {
        var topic = topic();
        try (var busy = open("heart-beat:0,5000\n"); var quiet = open("heart-beat:0,5000\n")) {
            subscribe(busy, "0", topic, "auto");
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                busy.send("SEND\ndestination:" + topic + "\n\nx").expect("MESSAGE");
                return quiet.heartbeats() >= 1;
            });
            assertThat(busy.heartbeats()).isZero();
        }
    }

    @Test
    @DisplayName("the receiver MAY consider a silent connection as dead, and a beating one not")
    void endsASilentClientAndNoOther() {
        try (var beating = open("heart-beat:2000,0\n");
                var sending = open("heart-beat:2000,0\n");
                var silent = open("heart-beat:1000,0\n");
                var clock = open("heart-beat:0,1000\n")) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                beating.sendRaw("\n");
                expectNothing(sending);
                return clock.heartbeats() >= 6; // More than twice what they promised.
            });
            assertThat(silent.closeCode()).isEqualTo(1002);
            expectNothing(beating);
            expectNothing(sending);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a,b", "-1,0", "0,-1", "1,2,3", ",", "1,", "1,x", "1.5,1",
        "0,9223372036854775808"})
    @DisplayName("the heart-beat header MUST contain two positive integers separated by a comma")
    void refusesWhatIsNoPairOfNumbers(String value) {
        try (var socket = StompSocket.open(carillon)) {
            expectInvalid(socket.sendRaw(connectFrame("heart-beat:" + value + "\n") + "\0"));
        }
    }

    @Test
    @DisplayName("a number that no clock can hold is as good as never")
    void takesHugeNumbers() {
        try (var socket = open("heart-beat:9223372036854775807,9223372036854775807\n")) {
            expectNothing(socket);
        }
    }

    private static StompSocket open(String heartbeat) {
        var socket = StompSocket.open(EVERY_SECOND).send(connectFrame(heartbeat));
        socket.expect("CONNECTED");
        return socket;
    }

    private static String connectFrame(String heartbeat) {
        return "CONNECT\naccept-version:1.2\nhost:x\n" + heartbeat + "Authorization:Bearer " + TestTokens.all("alice")
                + "\n\n";
    }
}
