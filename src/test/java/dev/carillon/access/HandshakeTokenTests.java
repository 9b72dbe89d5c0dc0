package dev.carillon.access;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;

import dev.carillon.Api;
import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Who a client is can be said with the handshake. */
class HandshakeTokenTests {

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\n";

    private final RunningCarillon carillon = RunningCarillon.shared();

    @Test
    void takesTheHeader() {
        try (var socket = StompSocket.open(carillon, "Authorization", "Bearer " + TestTokens.all("alice"))) {
            assertThat(socket.send(CONNECT + "\n").expect("CONNECTED").header("user-name")).isEqualTo("alice");
        }
    }

    @Test
    void letsTheFrameSpeakForItself() {
        try (var socket = StompSocket.open(carillon, "Authorization", "Bearer " + TestTokens.all("alice"))) {
            socket.send(CONNECT + "Authorization:Bearer " + TestTokens.all("bob") + "\n\n");
            assertThat(socket.expect("CONNECTED").header("user-name")).isEqualTo("bob");
        }
    }

    @Test
    void refusesAHeaderThatDoesNotHold() {
        var answer = handshake("/ws", "Authorization: Bearer " + TestTokens.of("alice", "a", -120, "**"));

        assertThat(answer).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer", "\"token-expired\"");
    }

    @Test
    void refusesTwoHeaders() {
        var header = "Authorization: Bearer " + TestTokens.all("alice");

        assertThat(handshake("/ws", header, header)).startsWith("HTTP/1.1 401").contains("\"token-invalid\"");
    }

    @Test
    void takesATicketOnce() {
        var ticket = ticket("alice");
        try (var socket = StompSocket.openAt(carillon, "?ticket=" + ticket)) {
            assertThat(socket.send(CONNECT + "\n").expect("CONNECTED").header("user-name")).isEqualTo("alice");
            socket.subscribe("s", "/user/queue/inbox");
        }
        assertThat(handshake("/ws?ticket=" + ticket)).startsWith("HTTP/1.1 401").contains("\"token-invalid\"");
    }

    @Test
    void refusesATicketThatIsNone() {
        assertThat(handshake("/ws?ticket=guess")).startsWith("HTTP/1.1 401");
        assertThat(handshake("/ws?ticket=")).startsWith("HTTP/1.1 401");
        assertThat(handshake("/ws?ticket=" + ticket("alice") + "&ticket=x")).startsWith("HTTP/1.1 401");
    }

    /** Whose page it is that wants to use it must not be able to use it up. */
    @Test
    void keepsATicketFromAnotherOrigin() {
        var ticket = ticket("alice");
        assertThat(handshake("/ws?ticket=" + ticket, "Origin: https://evil.example")).startsWith("HTTP/1.1 403");

        assertThat(handshake("/ws?ticket=" + ticket)).startsWith("HTTP/1.1 101");
    }

    /** Addresses are written into logs, and sent on to others as referrers (CWE-598). */
    @Test
    void readsNoTokenFromTheAddress() {
        try (var socket = StompSocket.openAt(carillon, "?access_token=" + TestTokens.all("alice"))) {
            expectEnd(socket.send(CONNECT + "\n"), "token-missing", 4401);
        }
        var answer = carillon.get(carillon.http("/api/v1/me/notifications?access_token=" + TestTokens.all("alice")));
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesTheTicketOfARevokedToken() {
        var ticket = ticket("leaving");
        new Api(carillon, TestTokens.manager()).send("DELETE", "/users/leaving/sessions");

        assertThat(handshake("/ws?ticket=" + ticket)).startsWith("HTTP/1.1 401");
    }

    @Test
    void forgetsATicketInTime() {
        try (var hasty = RunningCarillon.start("carillon.access.ticket-age=1ms")) {
            var ticket = ticket(hasty, "alice");
            assertThat(handshake(hasty, "/ws?ticket=" + ticket)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void boundsTicketsOfAUser() {
        var tickets = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            tickets.add(ticket("collector"));
        }
        var answer = new Api(carillon, TestTokens.all("collector")).send("POST", "/tickets");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(tickets).doesNotHaveDuplicates().allMatch(ticket -> ticket.length() == 43);
        ticket("somebody-else");
    }

    @Test
    void changesNothingButATokenForATicket() {
        var answer = carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/tickets"))
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private String ticket(String user) {
        return ticket(carillon, user);
    }

    private static String ticket(RunningCarillon carillon, String user) {
        var answer = new Api(carillon, TestTokens.all(user)).send("POST", "/tickets");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValueSatisfying(
                control -> assertThat(control).contains("no-store"));
        return JsonMapper.shared().readTree(answer.body()).get("ticket").asString();
    }

    private String handshake(String path, String... headers) {
        return handshake(carillon, path, headers);
    }

    private static String handshake(RunningCarillon carillon, String path, String... headers) {
        return Handshake.answer(carillon.port(), path, headers);
    }
}
