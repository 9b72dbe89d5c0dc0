package dev.carillon.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** One WebSocket: shakes hands, says CONNECT and SUBSCRIBE where the server speaks STOMP, then counts what comes. */
public final class Subscriber implements Loop.Handler {

    private enum State {
        CONNECTING,
        UPGRADING,
        GREETING,
        OPEN,
        CLOSED
    }

    /** Told what the server confirms. */
    public interface Receipts {

        void receipt(String frame) throws IOException;
    }

    /** Told why it cannot be: refused, or not reached. Where nobody is, the loop ends. */
    public interface Failures {

        void failed(IOException fault) throws IOException;
    }

    /** Shown each MESSAGE frame, where it stands in the input. */
    public interface Messages {

        void message(ByteBuffer input, int at, int length);
    }

    private static final byte[] NOTHING = {};
    private static final byte[] BEAT = {'\n'};
    private static final int MIN_RECEIVE_BUFFER = 2048;

    private final Loop loop;
    private final Server server;
    private final @Nullable String topic;
    private final Traffic traffic;
    private final Link link;
    private State state = State.CONNECTING;

    /** The beginning of a frame whose end has not come yet. */
    private byte[] partial = NOTHING;
    private String headers = "";
    private Runnable end = () -> {};
    private Receipts receipts = _ -> {};
    private Messages messages = (_, _, _) -> {};
    private Failures failures = fault -> {
        throw fault;
    };
    private long received;
    private int closeCode;

    /**
     * Begins to connect.
     *
     * @param topic null for one that subscribes later, or never
     * @param smallBuffer whether its socket is to hold little
     */
    public Subscriber(Loop loop, Server server, @Nullable String topic, Traffic traffic, boolean smallBuffer)
            throws IOException {
        this.loop = loop;
        this.server = server;
        this.topic = topic;
        this.traffic = traffic;
        this.link = Link.begin(loop, server, this, smallBuffer ? MIN_RECEIVE_BUFFER : 0);
    }

    /** Whether it has a session, and has said what it wants. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether it is at its end. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether it has received anything: only then is it certain to be subscribed. */
    public boolean isReached() {
        return received > 0;
    }

    /** How many notifications of its {@link Traffic} it has got. */
    public long received() {
        return received;
    }

    /** What the server said when it closed; zero if it said nothing. */
    public int closeCode() {
        return closeCode;
    }

    /** Who is told of receipts. */
    public void onReceipt(Receipts listener) {
        receipts = listener;
    }

    /** Who is told when it is closed, by whichever side. */
    void onEnd(Runnable listener) {
        end = listener;
    }

    void onFailure(Failures listener) {
        failures = listener;
    }

    /** Headers of its SUBSCRIBE, each with its newline. */
    void subscribeWith(String more) {
        headers = more;
    }

    /** Who is shown messages. */
    public void onMessage(Messages listener) {
        messages = listener;
    }

    /** Leaves what comes where it is. */
    public void stopReading() {
        link.listen(false);
    }

    /** Takes it again. */
    public void resumeReading() {
        link.listen(true);
    }

    /** Sends a frame, where there is a session. */
    public void send(byte[] text) throws IOException {
        if (state == State.OPEN) {
            link.write(Wire.frame(text));
        }
    }

    /** Sends a heart-beat; where it cannot, it is at its end. */
    void beat() throws IOException {
        try {
            send(BEAT);
        } catch (IOException fault) {
            failed(fault);
        }
    }

    private void failed(IOException fault) throws IOException {
        failures.failed(fault);
        close();
    }

    /** Ends it without a word. */
    public void close() throws IOException {
        state = State.CLOSED;
        link.close();
        end.run();
    }

    @Override
    public void ready() throws IOException {
        try {
            advance();
        } catch (IOException fault) {
            failed(fault);
        }
    }

    private void advance() throws IOException {
        if (state == State.CONNECTING) {
            if (!link.isOpen()) {
                return;
            }
            state = State.UPGRADING;
            link.write(Wire.handshake(server.authority(), server.path(topic), server.stomp()));
        }
        do {
            if (!hasRead()) {
                return;
            }
        } while (link.holdsBack() && state != State.CLOSED);
    }

    private boolean hasRead() throws IOException {
        var input = loop.input.clear().put(partial);
        int read;
        try {
            read = link.read(input);
        } catch (IOException _) {
            close(); // A reset is as good as an end.
            return false;
        }
        if (read == 0) {
            return false;
        }
        input.flip();
        int at = state == State.UPGRADING ? upgraded(input) : 0;
        at = state == State.UPGRADING || state == State.CLOSED ? at : frames(input, at);
        partial = NOTHING;
        if (at < input.limit()) {
            partial = new byte[input.limit() - at];
            input.get(at, partial);
        }
        return true;
    }

    /** Where the answer to the handshake ends, zero if that is still to come. */
    private int upgraded(ByteBuffer input) throws IOException {
        for (int i = 12; i < input.limit(); i++) { // Behind the status.
            if (input.get(i) == '\n' && input.get(i - 2) == '\n') {
                if (input.get(9) != '1') {
                    throw new IOException("no WebSocket at " + server.path(topic) + ", but "
                            + text(input, 9, 3));
                }
                state = server.stomp() ? State.GREETING : State.OPEN;
                if (server.stomp()) {
                    link.write(Wire.frame(server.connect()));
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
        } else if (!server.stomp()) {
            message(input, at, at + length);
        } else if (input.get(at) == 'M') {
            messages.message(input, at, length);
            int end = at + length;
            while (end > at && input.get(end - 1) != 0) {
                end--;
            }
            message(input, at, end - 1);
        } else if (input.get(at) == 'C') {
            state = State.OPEN;
            if (topic != null) {
                send(server.subscribe(0, topic, headers));
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

    private void message(ByteBuffer input, int start, int end) {
        if (traffic.received(input, start, end - server.payload())) {
            received++;
        }
    }
}
