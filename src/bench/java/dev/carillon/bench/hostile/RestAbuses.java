package dev.carillon.bench.hostile;

import static dev.carillon.bench.hostile.Stage.SOCKET;

import java.util.List;

import dev.carillon.bench.hostile.Abuse.Deed;
import dev.carillon.load.Wire;

/** Requests of HTTP that are not for a WebSocket. */
final class RestAbuses {

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String TEXT = "Content-Type: text/plain\r\n";
    private static final byte[] NOTHING = {};
    private static final int DEPTH = 60_000;
    private static final int ITEMS = 1000;

    private RestAbuses() {}

    static List<Abuse> all() {
        return List.of(
                Abuse.same("broken-json", SOCKET, "400", me -> publish(me, JSON, "{\"payload\":{\"a\":")),
                Abuse.same("deep-json", SOCKET, "400", me -> publish(me, JSON, "{\"payload\":" + "[".repeat(DEPTH)))
                        .perSecond(10),
                Abuse.same("no-token", SOCKET, "401", me -> me.request(to(me.topic()), TEXT, "x")),
                Abuse.same("forged-token", SOCKET, "401", me -> me.request(to(me.topic()),
                        TEXT + "Authorization: Bearer " + me.forged() + "\r\n", "x")),
                Abuse.same("forbidden-publish", SOCKET, "403",
                        me -> me.request(to(me.topic()), TEXT + me.bearer(), "x")),
                Abuse.same("forbidden-batch", SOCKET, "200", RestAbuses::batch).perSecond(5),
                Abuse.same("oversized-body", SOCKET, "413", me -> Wire.ascii(head(me, 9_999_999))).lasts(2),
                Abuse.of("slow-body", SOCKET, "", RestAbuses::slow).slowly(),
                Abuse.same("path-traversal", SOCKET, "400", me -> me.request(
                        "GET /api/v1/topics/..%2f..%2fusers/notifications", me.bearer(), "")),
                Abuse.same("idempotency-key-reuse", SOCKET, "422", RestAbuses::reuse),
                Abuse.same("ticket-flood", SOCKET, "429", me -> me.request("POST /api/v1/tickets", me.bearer(), "")),
                Abuse.same("foreign-revocation", SOCKET, "403",
                        me -> me.request("DELETE /api/v1/users/bench/sessions", me.bearer(), "")),
                Abuse.same("unknown-paths", SOCKET, "404", me -> Frames.many(10,
                        i -> me.request("GET /api/v1/" + i, me.bearer(), ""))),
                Abuse.of("unread-stream", SOCKET, "", me -> n -> n > 0
                        ? NOTHING
                        : me.request("GET /api/v1/stream?topic=" + me.topic(), me.bearer(), ""))
                        .slowly()
                        .unread()
                        .lasts(30));
    }

    private static byte[] publish(Identity me, String type, String body) {
        return me.request(to(me.ownTopic()), type + me.bearer(), body);
    }

    /** A thousand that are refused, each for itself. */
    private static byte[] batch(Identity me) {
        var item = "{\"destination\":\"topic:" + me.topic() + "\",\"payload\":0}";
        return me.request("POST /api/v1/notifications/batch", JSON + me.bearer(),
                "{\"notifications\":[" + (item + ",").repeat(ITEMS - 1) + item + "]}");
    }

    private static Deed slow(Identity me) {
        return n -> n == 0 ? Wire.ascii(head(me, DEPTH)) : new byte[]{'x'};
    }

    /** Two bodies under one key: one of them is the first. */
    private static byte[] reuse(Identity me) {
        return Frames.many(2, i -> publish(me, TEXT + "Idempotency-Key: mine\r\n", "body " + i));
    }

    private static String head(Identity me, int length) {
        return to(me.ownTopic()) + " HTTP/1.1\r\nHost: 127.0.0.1:" + me.port() + "\r\n" + TEXT + me.bearer()
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static String to(String topic) {
        return "POST /api/v1/topics/" + topic + "/notifications";
    }
}
