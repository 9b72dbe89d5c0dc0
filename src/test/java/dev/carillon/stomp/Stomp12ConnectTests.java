package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.StompSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** STOMP 1.2, "Connecting", "Protocol Negotiation" and "Connection Lingering". */
class Stomp12ConnectTests extends StompSpecification {

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    @DisplayName("servers MUST handle a STOMP frame in the same manner as a CONNECT frame")
    void connects(String command) {
        try (var socket = StompSocket.open(carillon)) {
            var connected = socket
                    .send(command + "\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n")
                    .expect("CONNECTED");
            assertThat(connected.headers()).containsOnlyKeys("version", "heart-beat", "session", "server", "user-name");
            assertThat(connected.body()).isEmpty();
            expectNothing(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    @DisplayName("if it rejects a connection, the server SHOULD answer ERROR and then close")
    void rejects(String command) {
        try (var socket = StompSocket.open(carillon)) {
            socket.send(command + "\naccept-version:1.2\nhost:x\nAuthorization:Bearer nonsense\n\n");
            expectEnd(socket, "token-invalid", 4401);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    @DisplayName("a client that is rejected, or that leaves before CONNECT, leaves no trace of an exception")
    void rejectsWithoutAStackTrace(CapturedOutput output) {
        for (int i = 0; i < 10; i++) {
            rejects("CONNECT");
            StompSocket.open(carillon).close();
        }
        try (var socket = connect()) {
            expectNothing(socket);
        }
        assertThat(output.getAll()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"1.2, 1.2", "'1.0,1.1,1.2', 1.2", "'1.2,1.1,1.0', 1.2", "'1.0,1.1', 1.1", "'1.0,1.1,2.0', 1.1",
        "'1.2,2.1', 1.2", "1.0, 1.0"})
    @DisplayName("the version is the highest that both sides have in common; CONNECTED MUST have it")
    void agreesOnTheHighestVersion(String accepted, String version) {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:" + accepted + "\nhost:x\nAuthorization:Bearer " + token + "\n\n");
            assertThat(socket.expect("CONNECTED").header("version")).isEqualTo(version);
        }
    }

    @Test
    @DisplayName("if accept-version is missing, the client only supports version 1.0")
    void takesAClientWithoutAVersionForOneOf10() {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\nAuthorization:Bearer " + token + "\n\n");
            assertThat(socket.expect("CONNECTED").header("version")).isEqualTo("1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "1.3,2.1", "1.20", "1", "x"})
    @DisplayName("without a common version the server MUST answer ERROR, with those it has, and then close")
    void refusesUnknownVersions(String accepted) {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:" + accepted + "\nhost:x\nAuthorization:Bearer " + token + "\n\n");
            var error = socket.expect("ERROR");
            assertThat(error.header("version")).isEqualTo("1.0,1.1,1.2");
            assertThat(error.header("message")).contains("1.0,1.1,1.2");
            assertThat(error.header("code")).isEqualTo("frame-invalid");
            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    @DisplayName("the server field is a name token without spaces, and optionally a version")
    void namesTheServer() {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n");
            assertThat(socket.expect("CONNECTED").header("server")).matches("[^ /]+(/[^ ]+)?( .*)?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host:\n", "host:no.such.host\n", "login:x\nx-custom:y\n"})
    @DisplayName("host names a virtual host; a server that has none takes any, and headers it does not know")
    void takesAnyHost(String headers) {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:1.2\n" + headers + "Authorization:Bearer " + token + "\n\n")
                    .expect("CONNECTED");
        }
    }

    @Test
    @DisplayName("passcode authenticates where Authorization is absent")
    void takesThePasscode() {
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:1.2\nhost:x\nlogin:alice\npasscode:" + token + "\n\n");
            assertThat(socket.expect("CONNECTED").header("user-name")).isEqualTo("alice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v12.stomp", "v11.stomp", "v10.stomp"})
    @DisplayName("the WebSocket subprotocol is the one that was asked for; the version is CONNECT's to say")
    void agreesOnTheSubprotocol(String subprotocol) {
        try (var socket = StompSocket.openAs(subprotocol, carillon)) {
            assertThat(socket.subprotocol()).isEqualTo(subprotocol);
            socket.connect(token);
        }
    }

    @Test
    @DisplayName("a server must be able to support clients which rapidly connect and disconnect")
    void survivesRapidConnectsAndDisconnects() {
        for (int i = 0; i < 50; i++) {
            try (var socket = connect()) {
                if (i % 2 == 0) {
                    socket.send("DISCONNECT\n\n");
                }
            }
        }
        try (var socket = connect()) {
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("a client that does not hurry gets the last frame before the connection is closed")
    void writesTheLastFrameBeforeItCloses() {
        for (int i = 0; i < 20; i++) {
            try (var socket = connect()) {
                receipt(socket, "DISCONNECT\n");
                assertThat(socket.closeCode()).isEqualTo(1000);
            }
        }
    }
}
