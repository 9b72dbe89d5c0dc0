package dev.carillon.bench.hostile;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import dev.carillon.load.Loop;

/** One socket of a hostile client, and the next one when that is gone. */
final class Attack implements Loop.Handler {

    private static final String PATH = "/ws";
    private static final String SWITCHING = "101";
    private static final int MIN_RECEIVE_BUFFER = 2048;
    private static final int CLOSE = 0x88;
    private static final int LONGEST_CLOSE = 125;

    private final Loop loop;
    private final Abuse abuse;
    private final Identity identity;
    private final Abuse.Deed deed;
    private final Ledger ledger;
    private SocketChannel channel;
    private SelectionKey key;

    /** Null while it connects. */
    private Stage stage;
    private ByteBuffer output;
    private int deeds;
    private long due;

    Attack(Loop loop, Abuse abuse, Identity identity, Ledger ledger, long due) {
        this.loop = loop;
        this.abuse = abuse;
        this.identity = identity;
        this.deed = abuse.deeds().apply(identity);
        this.ledger = ledger;
        this.due = due;
    }

    long due() {
        return due;
    }

    /** The next deed, or the next socket. What could not be done in time is not made up for: the pace is a bound. */
    void act(long now) throws IOException {
        due = now + 1_000_000_000L / abuse.perSecond();
        if (channel == null) {
            open();
            return;
        }
        try {
            if (output.hasRemaining()) {
                channel.write(output); // The server does not read.
            } else if (stage == abuse.stage()) {
                misbehave();
            }
        } catch (IOException _) {
            leave("cut");
        }
    }

    @Override
    public void ready() throws IOException {
        try {
            if (stage == null) {
                channel.finishConnect();
                connected();
            } else {
                read();
            }
        } catch (IOException _) {
            leave("cut");
        }
    }

    private void open() throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Each end is a reset: some are meant, and thousands a minute would leave the kernel's tables full of waiting ones.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        if (!abuse.reads()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, MIN_RECEIVE_BUFFER);
        }
        channel.bind(identity.address());
        key = loop.register(channel, SelectionKey.OP_CONNECT, this);
        output = ByteBuffer.allocate(0);
        stage = null;
        deeds = 0;
        ledger.count(abuse, Ledger.OPENED);
        try {
            if (channel.connect(identity.server())) {
                connected();
            }
        } catch (IOException _) {
            leave("cut");
        }
    }

    private void connected() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        stage = Stage.SOCKET;
        if (abuse.stage() == Stage.SOCKET) {
            arrived();
        } else {
            write(identity.handshake(PATH, ""));
        }
    }

    private void upgraded() throws IOException {
        stage = abuse.stage();
        if (stage == Stage.CONNECTED) {
            write(identity.connect(identity.token()));
        }
        arrived();
    }

    private void arrived() throws IOException {
        if (!abuse.reads()) {
            key.interestOps(0);
        }
        misbehave();
    }

    private void misbehave() throws IOException {
        ledger.count(abuse, Ledger.DEEDS);
        write(deed.bytes(deeds++));
        if (deeds == abuse.lasts()) {
            leave("left");
        }
    }

    /** What does not go now goes before the next deed. */
    private void write(byte[] bytes) throws IOException {
        output = ByteBuffer.allocate(output.remaining() + bytes.length).put(output).put(bytes).flip();
        channel.write(output);
    }

    private void read() throws IOException {
        var input = loop.input.clear();
        if (channel.read(input) < 0) {
            leave("ended");
            return;
        }
        input.flip();
        if (stage != Stage.SOCKET) {
            int code = closeCode(input);
            if (code != 0) {
                leave(String.valueOf(code));
            }
            return;
        }
        var status = status(input);
        if (!status.isEmpty()) {
            ledger.count(abuse, status);
        }
        if (abuse.stage() != Stage.SOCKET) {
            if (status.equals(SWITCHING)) {
                upgraded();
            } else {
                leave("refused");
            }
        }
    }

    private static String status(ByteBuffer input) {
        var line = new byte[Math.min(input.limit(), "HTTP/1.1 200".length())];
        input.get(0, line);
        var text = new String(line, StandardCharsets.US_ASCII);
        return text.startsWith("HTTP/1.1 ") ? text.substring(text.length() - 3) : "";
    }

    /** Of a close frame that is the last of what was read; zero where there is none. */
    private static int closeCode(ByteBuffer input) {
        for (int length = 2; length <= LONGEST_CLOSE && length + 2 <= input.limit(); length++) {
            int at = input.limit() - 2 - length;
            if ((input.get(at) & 0xff) == CLOSE && input.get(at + 1) == length) {
                return input.getShort(at + 2) & 0xffff;
            }
        }
        return 0;
    }

    private void leave(String how) throws IOException {
        ledger.count(abuse, how);
        channel.close();
        channel = null;
    }
}
