package dev.carillon.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One WebSocket: shakes hands, says CONNECT and SUBSCRIBE where the server speaks STOMP, then counts what comes. */
final class Subscriber implements Loop.Handler {

    private enum State {
        CONNECTING,
        UPGRADING,
        GREETING,
        OPEN,
        CLOSED
    }

    /** Told what the server confirms. */
    interface Receipts {

        void receipt(String frame) throws IOException;
    }

    /** Shown each MESSAGE frame, where it stands in the input. */
    interface Messages {

        void message(ByteBuffer input, int at, int length);
    }

    private static final byte[] NOTHING = {};
    private static final int MIN_RECEIVE_BUFFER = 2048;

    private final Loop loop;
    private final Target target;
    private final String topic;
    private final Traffic traffic;
    private final SocketChannel channel;
    private final SelectionKey key;
    private State state = State.CONNECTING;

    /** The beginning of a frame whose end has not come yet. */
    private byte[] partial = NOTHING;
    private Receipts receipts = _ -> {};
    private Messages messages = (_, _, _) -> {};
    private long received;
    private int closeCode;

    /** @param topic null for one that subscribes later, or never */
    Subscriber(Loop loop, Target target, String topic, Traffic traffic, boolean smallBuffer) throws IOException {
        this.loop = loop;
        this.target = target;
        this.topic = topic;
        this.traffic = traffic;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (smallBuffer) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, MIN_RECEIVE_BUFFER);
        }
        key = loop.register(channel, SelectionKey.OP_CONNECT, this);
        if (channel.connect(new InetSocketAddress("127.0.0.1", target.port()))) {
            connected();
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether it has received anything: only then is it certain to be subscribed. */
    boolean isReached() {
        return received > 0;
    }

    /** How many notifications it has got. */
    long received() {
        return received;
    }

    /** What the server said when it closed; zero if it said nothing. */
    int closeCode() {
        return closeCode;
    }

    void onReceipt(Receipts listener) {
        receipts = listener;
    }

    void onMessage(Messages listener) {
        messages = listener;
    }

    void stopReading() {
        key.interestOps(0);
    }

    void resumeReading() {
        key.interestOps(SelectionKey.OP_READ);
    }

    void send(byte[] text) throws IOException {
        if (state == State.OPEN) {
            Wire.write(channel, Wire.frame(text));
        }
    }

    void close() throws IOException {
        state = State.CLOSED;
        channel.close();
    }

    @Override
    public void ready() throws IOException {
        if (state == State.CONNECTING) {
            channel.finishConnect();
            connected();
            return;
        }
        var input = loop.input.clear().put(partial);
        int read;
        try {
            read = channel.read(input);
        } catch (IOException _) {
            read = -1; // A reset is as good as an end.
        }
        if (read < 0) {
            close();
            return;
        }
        input.flip();
        int at = state == State.UPGRADING ? upgraded(input) : 0;
        at = state == State.UPGRADING || state == State.CLOSED ? at : frames(input, at);
        partial = NOTHING;
        if (at < input.limit()) {
            partial = new byte[input.limit() - at];
            input.get(at, partial);
        }
    }

    private void connected() throws IOException {
        state = State.UPGRADING;
        key.interestOps(SelectionKey.OP_READ);
        Wire.write(channel, Wire.handshake(target.port(), target.path(topic), target.stomp()));
    }

    /** Where the answer to the handshake ends, zero if that is still to come. */
    private int upgraded(ByteBuffer input) throws IOException {
        for (int i = 3; i < input.limit(); i++) {
            if (input.get(i) == '\n' && input.get(i - 2) == '\n') {
                if (input.get(9) != '1') {
                    throw new IOException("no WebSocket at " + target.path(topic));
                }
                state = target.stomp() ? State.GREETING : State.OPEN;
                if (target.stomp()) {
                    Wire.write(channel, Wire.frame(target.connect()));
                }
                return i + 1;
            }
        }
        return 0;
    }

    private int frames(ByteBuffer input, int start) throws IOException {
        int at = start;
        while (input.limit() - at >= 2 && state != State.CLOSED) {
            int length = input.get(at + 1) & 0x7f;
            int header = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (input.limit() - at < header) {
                break;
            }
            length = switch (header) {
                case 2 -> length;
                case 4 -> input.getShort(at + 2) & 0xffff;
                default -> (int) input.getLong(at + 2);
            };
            if (input.limit() - at < header + length) {
                break;
            }
            frame(input, input.get(at) & 0xf, at + header, length);
            at += header + length;
        }
        return at;
    }

    private void frame(ByteBuffer input, int opcode, int at, int length) throws IOException {
        if (opcode == 8) {
            closeCode = length < 2 ? 0 : input.getShort(at) & 0xffff;
            close();
        } else if (opcode == 9 || length < 2) {
            return; // A ping, or a heart-beat.
        } else if (!target.stomp()) {
            message(input, at + length - Wire.PAYLOAD);
        } else if (input.get(at) == 'M') {
            messages.message(input, at, length);
            int end = at + length;
            while (input.get(end - 1) != 0) {
                end--;
            }
            message(input, end - 1 - Wire.PAYLOAD);
        } else if (input.get(at) == 'C') {
            state = State.OPEN;
            if (topic != null) {
                send(target.subscribe(0, topic));
            }
        } else if (input.get(at) == 'R') {
            receipts.receipt(text(input, at, length));
        } else if (input.get(at) == 'E') {
            throw new IOException("refused: " + text(input, at, length));
        }
    }

    private static String text(ByteBuffer input, int at, int length) {
        var text = new byte[length];
        input.get(at, text);
        return new String(text, StandardCharsets.UTF_8).trim(); // Its NUL, too.
    }

    private void message(ByteBuffer input, int at) {
        received++;
        traffic.received(Wire.stamp(input, at));
    }
}
