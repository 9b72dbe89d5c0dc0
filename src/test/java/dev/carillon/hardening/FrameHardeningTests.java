package dev.carillon.hardening;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Abuse by STOMP frames and their headers. Each time a neighbour gets its message, and nothing stays behind. */
class FrameHardeningTests {

    private static final RunningCarillon SERVICE = RunningCarillon.start("carillon.stomp.max-headers=10",
            "carillon.stomp.max-header-line=1KB");
    private static final String SEND = "SEND\ndestination:/topic/frames\n";

    private final String token = TestTokens.all("mallory");
    private final Neighbour neighbour = Neighbour.of(SERVICE);
    private final StompSocket socket = StompSocket.open(SERVICE);

    @AfterEach
    void theNeighbourIsUnhurt() {
        socket.close();
        neighbour.assertUnhurt();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @DisplayName("CVE-2025-41254: frames before CONNECT")
    @ParameterizedTest
    @ValueSource(strings = {"SEND\ndestination:/topic/frames\n\nx", "SUBSCRIBE\nid:0\ndestination:/topic/frames\n\n",
        "UNSUBSCRIBE\nid:0\n\n", "ACK\nid:0\n\n", "NACK\nid:0\n\n", "BEGIN\ntransaction:t\n\n",
        "COMMIT\ntransaction:t\n\n", "ABORT\ntransaction:t\n\n", "DISCONNECT\nreceipt:r\n\n"})
    void framesBeforeConnect(String frame) {
        expectEnd(socket.send(frame), "frame-invalid", 1002);
    }

    @DisplayName("CWE-384: CONNECT twice, to become somebody else")
    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void connectTwice(String command) {
        socket.connect(token)
                .send(command + "\naccept-version:1.2\nhost:x\nAuthorization:Bearer "
                        + TestTokens.all("neighbour") + "\n\n");
        expectEnd(socket, "frame-invalid", 1002);
    }

    @DisplayName("CWE-346: frames that only the service sends")
    @ParameterizedTest
    @ValueSource(strings = {"CONNECTED\nversion:1.2\n\n", "RECEIPT\nreceipt-id:r\n\n", "ERROR\nmessage:x\n\n",
        "MESSAGE\nsubscription:n\nmessage-id:1\ndestination:/topic/neighbour\n\nforged"})
    void framesOfTheServer(String frame) {
        expectEnd(socket.connect(token).send(frame), "frame-invalid", 1002);
    }

    @DisplayName("CWE-93: escapes in SEND that would be a header or a frame of their own for a subscriber")
    @Test
    void headerInjection() {
        var evil = "a\\nsubscription\\cforged\\r\\n\\n\\cERROR";
        socket.connect(token).subscribe("0", "/topic/frames");
        socket.send(SEND + "x\\cy\\nack:1\nuser:" + evil + "\nreceipt:" + evil + "\n\nbody");

        var frames = List.of(socket.next(), socket.next());
        var message = frames.stream().filter(frame -> frame.command().equals("MESSAGE")).findFirst().orElseThrow();
        var receipt = frames.stream().filter(frame -> frame.command().equals("RECEIPT")).findFirst().orElseThrow();
        var plain = "a\nsubscription:forged\r\n\n:ERROR";
        assertThat(message.header("user")).isEqualTo(plain);
        assertThat(message.header("subscription")).isEqualTo("0");
        assertThat(message.headers()).doesNotContainKeys("ack", "x");
        assertThat(message.body()).isEqualTo("body");
        assertThat(receipt.header("receipt-id")).isEqualTo(plain);
        assertThat(receipt.headers()).doesNotContainKey("subscription");
    }

    @DisplayName("CWE-93: the same in the type, which event streams write as it is")
    @Test
    void headerInjectionByAType() {
        expectEnd(socket.connect(token).send(SEND + "type:a\\nsubscription\\cforged\n\nbody"), "request-invalid", 4400);
    }

    @DisplayName("CWE-93: the same in the id of a subscription")
    @Test
    void headerInjectionByAnId() {
        socket.connect(token).subscribe("0\\nack\\cforged\\n\\nMESSAGE", "/topic/frames").send(SEND + "\nbody");
        var message = socket.expect("MESSAGE");
        assertThat(message.header("subscription")).isEqualTo("0\nack:forged\n\nMESSAGE");
        assertThat(message.headers()).doesNotContainKey("ack");
        assertThat(message.body()).isEqualTo("body");
    }

    @DisplayName("CWE-158: a NUL in a header, which some clients take for the end of the frame")
    @ParameterizedTest
    @ValueSource(strings = {"x:a\0MESSAGE", "x\0y:a", "type:a\0b", "content-type:a\0b", "key:a\0b"})
    void nulInAHeader(String header) {
        assertThat(socket.connect(token).send(SEND + header + "\n\nbody").expect("ERROR").header("code"))
                .isIn("frame-invalid", "request-invalid");
    }

    @DisplayName("CWE-93: carriage returns and undefined escapes")
    @ParameterizedTest
    @ValueSource(strings = {"x:a\rb", "x:\\t", "x:\\", "x:\\0"})
    void undefinedEscapes(String header) {
        expectEnd(socket.connect(token).send(SEND + header + "\n\nbody"), "frame-invalid", 1002);
    }

    @DisplayName("CWE-436: of two destinations one is checked and the other subscribed to")
    @Test
    void duplicateHeaders() {
        socket.connect(TestTokens.of("mallory", List.of("mine"), List.of("mine")))
                .send("SUBSCRIBE\nid:0\ndestination:/topic/mine\ndestination:/topic/neighbour\nreceipt:r\n\n")
                .expect("RECEIPT");
        neighbour.socket().send("SEND\ndestination:/topic/neighbour\n\nsecret").expect("MESSAGE");
        socket.send("SEND\ndestination:/topic/mine\ndestination:/topic/neighbour\n\nmine");
        assertThat(socket.expect("MESSAGE").body()).isEqualTo("mine");
    }

    @DisplayName("CWE-436: of two tokens the first counts, though the second holds")
    @Test
    void twoTokens() {
        socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer x\nAuthorization:Bearer " + token
                + "\n\n");
        expectEnd(socket, "token-invalid", 4401);
    }

    @DisplayName("CVE-2018-1270: a selector is not evaluated")
    @Test
    void selectors() {
        socket.connect(token)
                .send("SUBSCRIBE\nid:0\ndestination:/topic/frames\nreceipt:r\n"
                        + "selector:T(java.lang.Runtime).getRuntime().halt(1) or false\n\n")
                .expect("RECEIPT");
        assertThat(socket.send(SEND + "\nall the same").expect("MESSAGE").body()).isEqualTo("all the same");
    }

    @DisplayName("CWE-915: headers of Spring's own mean nothing in a frame")
    @Test
    void springsHeaders() {
        socket.connect(token)
                .send("SUBSCRIBE\nid:0\ndestination:/topic/frames\nsimpSessionId:1\nsimpDestination:/topic/neighbour\n"
                        + "simpMessageType:DISCONNECT\nsimpUser:neighbour\nnativeHeaders:x\nreceipt:r\n\n")
                .expect("RECEIPT");
        neighbour.socket().send("SEND\ndestination:/topic/neighbour\n\nsecret").expect("MESSAGE");
        socket.send(SEND + "simpMessageType:CONNECT_ACK\nstompCommand:ERROR\n\nbody");
        assertThat(socket.expect("MESSAGE").body()).isEqualTo("body");
    }

    @DisplayName("CWE-130: a content-length that lies")
    @ParameterizedTest
    @ValueSource(strings = {"3", "-1", "99999999999", "2147483648", "0x4", "1e1", " ", "+4x"})
    void contentLengthThatLies(String length) {
        expectEnd(socket.connect(token).send(SEND + "content-length:" + length + "\n\nbody"), "frame-invalid", 1002);
    }

    @DisplayName("CWE-130: a content-length larger than any frame, for which nothing is set aside")
    @Test
    void contentLengthLargerThanAnyFrame() {
        socket.connect(token).send(SEND + "content-length:2147483647\n\nbody");
        expectEnd(socket.send("x".repeat(81 * 1024)), "frame-too-large", 1009);
    }

    @DisplayName("CWE-770: a body without NUL")
    @Test
    void bodyWithoutNul() {
        socket.connect(token).sendRaw(SEND + "\n");
        socket.sendRaw("x".repeat(45 * 1024)).sendRaw("x".repeat(45 * 1024));
        expectEnd(socket, "frame-too-large", 1009);
        assertCounted("frame-size");
    }

    @DisplayName("CWE-770: headers without a blank line")
    @Test
    void endlessHeaders() {
        socket.connect(token).sendRaw(SEND);
        for (int i = 0; i < 90; i++) {
            socket.sendRaw("x:" + "y".repeat(1000) + "\n");
        }
        expectEnd(socket, "frame-too-large", 1009);
    }

    @DisplayName("CWE-770: more headers than a frame may have")
    @Test
    void tooManyHeaders() {
        socket.connect(token).subscribe("0", "/topic/frames").send(SEND + "x:y\n".repeat(9) + "\nten");
        assertThat(socket.expect("MESSAGE").body()).isEqualTo("ten");
        expectEnd(socket.send(SEND + "x:y\n".repeat(10) + "\neleven"), "frame-too-large", 1009);
        assertCounted("frame-headers");
    }

    @DisplayName("CWE-770: a header that is too long, or a command")
    @ParameterizedTest
    @ValueSource(strings = {"SEND\ndestination:/topic/frames\nx:", "SEND\ndestination:/topic/frames\n", ""})
    void tooLongALine(String before) {
        socket.connect(token).subscribe("0", "/topic/frames").send(SEND + "x:" + "y".repeat(1022) + "\n\nfits");
        assertThat(socket.expect("MESSAGE").body()).isEqualTo("fits");
        expectEnd(socket.send(before + "y".repeat(1025) + ":z\n\n"), "frame-too-large", 1009);
        assertCounted("frame-line");
    }

    @DisplayName("CWE-770: a subscription id that every MESSAGE would repeat")
    @Test
    void longSubscriptionId() {
        socket.connect(token).send("SUBSCRIBE\nid:" + "x".repeat(256) + "\ndestination:/topic/frames\n\n");
        expectEnd(socket, "frame-invalid", 1002);
    }

    @DisplayName("CWE-190: heart-beats of absurd values")
    @ParameterizedTest
    @ValueSource(strings = {"-1,0", "0,-1", "9999999999999999999,0", "a,b", "1,2,3"})
    void absurdHeartbeats(String heartbeat) {
        socket.send("CONNECT\naccept-version:1.2\nhost:x\nheart-beat:" + heartbeat + "\nAuthorization:Bearer " + token
                + "\n\n");
        expectEnd(socket, "frame-invalid", 1002);
    }

    @DisplayName("CWE-190: the longest heart-beats there are do not end the session, nor do the shortest flood it")
    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807,9223372036854775807", "1,1"})
    void longestAndShortestHeartbeats(String heartbeat) {
        socket.send("CONNECT\naccept-version:1.2\nhost:x\nheart-beat:" + heartbeat + "\nAuthorization:Bearer " + token
                + "\n\n").expect("CONNECTED");
        socket.subscribe("0", "/topic/frames").send(SEND + "\nbody").expect("MESSAGE");
        assertThat(socket.heartbeats()).isZero();
    }

    private static void assertCounted(String limit) {
        assertThat(SERVICE.metric("carillon_limits_exceeded_total{limit=\"" + limit + "\"}")).isPositive();
    }
}
