package dev.carillon.bench.hostile;

import static dev.carillon.bench.hostile.Stage.SOCKET;
import static dev.carillon.bench.hostile.Stage.UPGRADED;

import java.util.List;

import dev.carillon.bench.hostile.Abuse.Deed;
import dev.carillon.load.Wire;

/** Before there is a WebSocket. */
final class HandshakeAbuses {

    private static final String PATH = "/ws";
    private static final byte[] NOTHING = {};

    private HandshakeAbuses() {}

    static List<Abuse> all() {
        return List.of(
                Abuse.same("silent-socket", SOCKET, "", _ -> NOTHING).slowly(),
                Abuse.same("reset-flood", SOCKET, "", _ -> NOTHING).lasts(1),
                Abuse.same("handshake-flood", UPGRADED, "101", _ -> NOTHING).lasts(1),
                Abuse.same("no-http", SOCKET, "400", _ -> Frames.many(100, i -> new byte[]{0, (byte) i})),
                Abuse.of("slow-handshake", SOCKET, "", HandshakeAbuses::slow).slowly(),
                Abuse.of("endless-headers", SOCKET, "431", HandshakeAbuses::endless),
                Abuse.same("foreign-origin", SOCKET, "403",
                        me -> me.handshake(PATH, "Origin: https://" + me.server().getHostString() + ".example\r\n")),
                Abuse.of("ticket-guess", SOCKET, "401",
                        me -> n -> me.handshake(PATH + "?ticket=" + me.number() + "-" + n, "")));
    }

    private static Deed slow(Identity me) {
        return n -> n == 0 ? beginning(me) : Wire.ascii("X-" + n + ": 0\r\n");
    }

    private static Deed endless(Identity me) {
        return n -> n == 0 ? beginning(me) : Wire.ascii("X-" + n + ": " + "x".repeat(1000) + "\r\n");
    }

    private static byte[] beginning(Identity me) {
        return Wire.ascii("GET " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + me.port() + "\r\n");
    }
}
