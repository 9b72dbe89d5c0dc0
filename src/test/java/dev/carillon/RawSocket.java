package dev.carillon;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;

/** A WebSocket client that sends exactly the frames that a test makes, right or wrong (RFC 6455 section 5.2). */
public final class RawSocket implements AutoCloseable {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    /** The first byte of a frame that is a whole message, or the last of one. */
    public static final int FIN = 0x80;

    private static final int PATIENCE_MILLIS = 20_000;

    /** A frame as it came. */
    public record Frame(int firstByte, byte[] payload) {

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }
    }

    private final Socket socket;
    private final DataInputStream input;

    private RawSocket(Socket socket, int port, String path) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        input = new DataInputStream(socket.getInputStream());
        write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: v12.stomp\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        var answer = new ByteArrayOutputStream();
        while (!answer.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            answer.write(input.readUnsignedByte());
        }
        if (!answer.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + answer);
        }
    }

    public static RawSocket open(int port, String path) {
        return open(port, path, 0);
    }

    /** @param receiveBuffer what the client's kernel may hold, so that a client that does not read is soon noticed */
    public static RawSocket open(int port, String path, int receiveBuffer) {
        try {
            var socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            return new RawSocket(socket, port, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawSocket openTls(int port, String path, SSLContext trust) throws IOException {
        return new RawSocket(trust.getSocketFactory().createSocket(), port, path);
    }

    /** Opens and connects. */
    public static RawSocket connect(RunningCarillon carillon, String token, int receiveBuffer) {
        return open(carillon.port(), "/ws", receiveBuffer).connect(token);
    }

    public RawSocket connect(String token) {
        text("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n\0").next();
        return this;
    }

    public RawSocket text(String text) {
        return send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public RawSocket send(int firstByte, byte[] payload) {
        return write(frame(firstByte, payload));
    }

    /** A frame with a mask of zeros. */
    public static byte[] frame(int firstByte, byte[] payload) {
        var header = ByteBuffer.allocate(14).put((byte) firstByte);
        if (payload.length < 126) {
            header.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            header.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        header.putInt(0).flip();
        return ByteBuffer.allocate(header.remaining() + payload.length).put(header).put(payload).array();
    }

    /** Sends bytes as they are. */
    public RawSocket write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame, waited for. */
    public Frame next() {
        try {
            int firstByte = input.readUnsignedByte();
            int length = input.readUnsignedByte();
            var payload = new byte[length == 126
                    ? input.readUnsignedShort()
                    : length == 127 ? (int) input.readLong() : length];
            input.readFully(payload);
            return new Frame(firstByte, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed the connection behind what was read. */
    public boolean isAtEnd() {
        try {
            input.readUnsignedByte();
            return false;
        } catch (EOFException _) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
