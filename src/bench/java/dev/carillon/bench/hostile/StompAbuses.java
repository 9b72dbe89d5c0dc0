package dev.carillon.bench.hostile;

import static dev.carillon.bench.hostile.Stage.CONNECTED;
import static dev.carillon.bench.hostile.Stage.UPGRADED;

import java.util.List;

import dev.carillon.bench.hostile.Abuse.Deed;

/** What is wrong with STOMP frames, or with how many there are. */
final class StompAbuses {

    /** Frames in one write. */
    private static final int AT_ONCE = 20;
    private static final int SUBSCRIPTIONS = 100;
    private static final byte[] HEARTBEAT = Frames.text("\n");
    private static final byte[] UNSUBSCRIBE = Frames.text("UNSUBSCRIBE\nid:0\n\n\0");

    /** Of what is not theirs. */
    private static final List<String> DESTINATIONS = List.of("/topic/**", "/topic/*", "/topic/%62ench", "/topic/a;x=1",
            "/user/bench/queue/inbox", "/user/queue/../inbox", "/queue/inbox-userbench", "/app/token", "/topic/a/../b");

    private StompAbuses() {}

    static List<Abuse> all() {
        return List.of(
                Abuse.same("frames-before-connect", UPGRADED, "1002", me -> Frames.text(subscribe(0, me.topic(), ""))),
                Abuse.same("wrong-token", UPGRADED, "4401", me -> me.connect(me.forged())),
                Abuse.same("expired-token", UPGRADED, "4401", me -> me.connect(me.expired())),
                Abuse.same("unsigned-token", UPGRADED, "4401",
                        me -> me.connect("eyJhbGciOiJub25lIn0." + me.token().split("\\.")[1] + ".")),
                Abuse.same("connect-twice", CONNECTED, "1002", me -> me.connect(me.token())),
                Abuse.same("header-flood", CONNECTED, "1009", StompAbuses::headers).perSecond(10),
                Abuse.same("no-nul", CONNECTED, "1009",
                        _ -> Frames.text("SEND\ndestination:/topic/x\n\n" + "x".repeat(1000))),
                Abuse.of("subscription-flood", CONNECTED, "4529", StompAbuses::subscriptions),
                Abuse.same("subscription-churn", CONNECTED, "", StompAbuses::churn),
                Abuse.same("history-again-and-again", CONNECTED, "", me -> Frames.concat(
                        Frames.text(subscribe(0, me.topic(), "history:1000\n")), UNSUBSCRIBE)).perSecond(5),
                Abuse.of("strange-destinations", CONNECTED, "4400", StompAbuses::strange),
                Abuse.same("forbidden-topic", CONNECTED, "4403", _ -> Frames.text(subscribe(0, "payroll", ""))),
                Abuse.same("forbidden-send", CONNECTED, "4403", me -> Frames.many(AT_ONCE, _ -> send(me.topic(), ""))),
                Abuse.same("foreign-acks", CONNECTED, "",
                        _ -> Frames.many(AT_ONCE, i -> Frames.text("ACK\nid:" + i + "\n\n\0"))),
                Abuse.of("transactions-without-end", CONNECTED, "4529",
                        _ -> n -> Frames.text("BEGIN\ntransaction:" + n + "\n\n\0")),
                Abuse.of("full-transaction", CONNECTED, "4529", StompAbuses::transaction),
                Abuse.of("reads-nothing", CONNECTED, "", StompAbuses::greed).perSecond(2).unread());
    }

    private static byte[] headers(Identity me) {
        var headers = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            headers.append('h').append(i).append(":0\n");
        }
        return Frames.text("SEND\ndestination:/topic/" + me.ownTopic() + "\nephemeral:true\n" + headers + "\n\0");
    }

    private static Deed subscriptions(Identity me) {
        return n -> Frames.many(AT_ONCE, i -> Frames.text(subscribe(n * AT_ONCE + i, me.ownTopic() + i, "")));
    }

    private static byte[] churn(Identity me) {
        return Frames.many(AT_ONCE,
                i -> i % 2 == 0 ? Frames.text(subscribe(0, me.ownTopic() + i, "")) : UNSUBSCRIBE);
    }

    /** Another one with each socket, as the first ends it. */
    private static Deed strange(Identity me) {
        var sockets = new int[1];
        return _ -> Frames.text("SUBSCRIBE\nid:0\ndestination:"
                + DESTINATIONS.get(sockets[0]++ % DESTINATIONS.size()) + "\n\n\0");
    }

    private static Deed transaction(Identity me) {
        return n -> n == 0
                ? Frames.text("BEGIN\ntransaction:0\n\n\0")
                : Frames.many(AT_ONCE, _ -> send(me.ownTopic(), "transaction:0\n"));
    }

    /** Everything a hundred times, of which it takes nothing; then signs of life, which find out that the socket is gone. */
    private static Deed greed(Identity me) {
        return n -> n == 0
                ? Frames.many(SUBSCRIPTIONS, i -> Frames.text(subscribe(i, me.topic(), "")))
                : HEARTBEAT;
    }

    private static byte[] send(String topic, String headers) {
        return Frames.text("SEND\ndestination:/topic/" + topic + "\n" + headers + "\n" + "x".repeat(100) + "\0");
    }

    private static String subscribe(int id, String topic, String headers) {
        return "SUBSCRIBE\nid:" + id + "\ndestination:/topic/" + topic + "\n" + headers + "\n\0";
    }
}
