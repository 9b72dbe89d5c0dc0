package dev.carillon.access;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What configuration allows where no token says it. */
class AnonymousTests {

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\n\n";
    private static final RunningCarillon OPEN = RunningCarillon.start("carillon.access.anonymous-subscribe=public.**",
            "carillon.access.subscribe=news.*,shared", "carillon.access.publish=shared");

    @AfterAll
    static void stop() {
        OPEN.close();
    }

    @Test
    void letsAnybodyReadWhatIsPublic() {
        try (var socket = StompSocket.open(OPEN).send(CONNECT)) {
            assertThat(socket.expect("CONNECTED").headers()).doesNotContainKey("user-name");
            socket.subscribe("s", "/topic/public.board");
            new Api(OPEN, TestTokens.all("publisher")).publish("/topics/public.board/notifications",
                    "{\"payload\":\"hello\"}");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"hello\"");
        }
        assertThat(OPEN.get(OPEN.http("/api/v1/topics/public.board/notifications")).statusCode()).isEqualTo(200);
    }

    @Test
    void letsNobodyReadTheRest() {
        expectEnd(anonymous().send("SUBSCRIBE\nid:s\ndestination:/topic/private\n\n"), "destination-forbidden", 4403);
        assertThat(OPEN.get(OPEN.http("/api/v1/topics/private/notifications")).statusCode()).isEqualTo(403);
        assertThat(OPEN.get(OPEN.http("/api/v1/stream?topic=private")).statusCode()).isEqualTo(403);
    }

    @Test
    void givesNobodyAQueue() {
        expectEnd(anonymous().send("SUBSCRIBE\nid:s\ndestination:/user/queue/inbox\n\n"), "destination-forbidden",
                4403);
        assertThat(OPEN.get(OPEN.http("/api/v1/stream?queue=inbox")).statusCode()).isEqualTo(403);
        assertThat(OPEN.get(OPEN.http("/api/v1/me/notifications")).statusCode()).isEqualTo(401);
    }

    @Test
    void letsNobodyPublish() {
        expectEnd(anonymous().send("SEND\ndestination:/topic/public.board\n\nx"), "destination-forbidden", 4403);
        expectEnd(anonymous().send("SEND\ndestination:/topic/shared\n\nx"), "destination-forbidden", 4403);
    }

    /** A token that does not hold is no reason to take its holder for somebody without one. */
    @Test
    void takesNobodyForAnonymousWhoHasAToken() {
        expectEnd(StompSocket.open(OPEN).send("CONNECT\naccept-version:1.2\nAuthorization:Bearer x\n\n"),
                "token-invalid", 4401);
        expectEnd(StompSocket.open(OPEN).send("CONNECT\naccept-version:1.2\npasscode:\n\n"), "token-missing", 4401);
        assertThat(OPEN.get(OPEN.http("/api/v1/topics/public.board/notifications"), "Authorization", "Bearer x")
                .statusCode()).isEqualTo(401);
    }

    @Test
    void allowsTokensWithoutTheClaimWhatIsConfigured() {
        var token = TestTokens.sign(new JWTClaimsSet.Builder(TestTokens.claims("alice", null).build()).build());
        try (var socket = StompSocket.connect(OPEN, token)) {
            socket.subscribe("s", "/topic/news.today").subscribe("t", "/topic/shared");
            expectEnd(socket.send("SUBSCRIBE\nid:u\ndestination:/topic/public.board\n\n"), "destination-forbidden",
                    4403);
        }
        new Api(OPEN, token).publish("/topics/shared/notifications", "{\"payload\":1}");
    }

    @Test
    void allowsTokensWithTheClaimNothingMore() {
        try (var socket = StompSocket.connect(OPEN, TestTokens.of("alice", List.of("own"), List.of()))) {
            socket.subscribe("s", "/topic/own");
            expectEnd(socket.send("SUBSCRIBE\nid:t\ndestination:/topic/shared\n\n"), "destination-forbidden", 4403);
        }
    }

    private static StompSocket anonymous() {
        var socket = StompSocket.open(OPEN).send(CONNECT);
        socket.expect("CONNECTED");
        return socket;
    }
}
