package dev.carillon.bench.hostile;

import static dev.carillon.bench.hostile.Frames.COMPRESSED;
import static dev.carillon.bench.hostile.Frames.CONTINUATION;
import static dev.carillon.bench.hostile.Frames.FIN;
import static dev.carillon.bench.hostile.Frames.PING;
import static dev.carillon.bench.hostile.Frames.TEXT;
import static dev.carillon.bench.hostile.Stage.CONNECTED;
import static dev.carillon.bench.hostile.Stage.UPGRADED;

import java.util.List;
import java.util.Random;

import dev.carillon.bench.hostile.Abuse.Deed;

/** What is wrong with frames, whatever is in them. */
final class FrameAbuses {

    private static final byte[] NOTHING = {};
    private static final byte[] LETTER = {'x'};

    /** With {@link Abuse#perSecond()} of 50, more in a second than the service lets one client send. */
    private static final int FLOOD = 150;
    private static final int LONGEST_PING = 125;
    private static final int ANNOUNCED = 60_000;
    private static final int OVERSIZED = 200_000;

    private FrameAbuses() {}

    static List<Abuse> all() {
        return List.of(
                Abuse.same("never-connects", UPGRADED, "4401", _ -> NOTHING).slowly(),
                Abuse.same("garbage-frames", UPGRADED, "1002", _ -> garbage()),
                Abuse.same("unmasked-frames", UPGRADED, "1002", _ -> new byte[]{(byte) (FIN | TEXT), 1, 'x'}),
                Abuse.same("compressed-frames", CONNECTED, "1002", _ -> Frames.frame(FIN | COMPRESSED | TEXT, LETTER)),
                Abuse.same("not-utf-8", CONNECTED, "1007", _ -> Frames.frame(FIN | TEXT, new byte[]{(byte) 0xff})),
                Abuse.same("ping-flood", CONNECTED, "4529",
                        _ -> Frames.many(FLOOD, _ -> Frames.frame(FIN | PING, new byte[LONGEST_PING]))),
                Abuse.of("tiny-fragments", CONNECTED, "4529", FrameAbuses::fragments),
                Abuse.same("oversized-frames", CONNECTED, "1009", _ -> Frames.frame(FIN | TEXT, new byte[OVERSIZED]))
                        .perSecond(10),
                Abuse.of("slow-frame", CONNECTED, "",
                        _ -> n -> n == 0 ? Frames.header(FIN | TEXT, ANNOUNCED) : LETTER).slowly(),
                Abuse.same("reset-in-frame", CONNECTED, "", _ -> Frames.header(FIN | TEXT, ANNOUNCED)).lasts(1),
                Abuse.same("ignored-close", UPGRADED, "", _ -> Frames.text("SEND\n\n\0")).slowly().unread().lasts(4));
    }

    private static Deed fragments(Identity me) {
        var next = Frames.many(FLOOD, _ -> Frames.frame(CONTINUATION, LETTER));
        return n -> n == 0 ? Frames.frame(TEXT, LETTER) : next;
    }

    /** The same in each run; its first byte has bits that mean nothing. */
    private static byte[] garbage() {
        var bytes = new byte[500];
        new Random(1).nextBytes(bytes);
        bytes[0] = (byte) 0xff;
        return bytes;
    }
}
