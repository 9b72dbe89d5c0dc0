package dev.carillon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A WebSocket handshake with exactly the headers that a test gives it, and what is answered, head and body. */
public final class Handshake {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PAUSE_MILLIS = 20;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final String CHUNKED = "transfer-encoding: chunked";

    private Handshake() {}

    /** @param headers each as a line */
    public static String answer(int port, String path, String... headers) {
        return exchange(port, "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: v12.stomp\r\n" + lines(headers) + "\r\n");
    }

    /** Any HTTP request, sent as it is written, and its answer. */
    public static String exchange(int port, String request) {
        try (var socket = connect(port, PATIENCE_MILLIS)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return readUntil(socket.getInputStream(), Handshake::isWhole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, where the answer has no end, or no body: its head. */
    public static String head(int port, String request) {
        try (var socket = connect(port, PATIENCE_MILLIS)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return readUntil(socket.getInputStream(), answer -> answer.endsWith("\r\n\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, where the server closes the connection behind its answer: all that came. */
    public static String untilClosed(int port, String request) {
        try (var socket = connect(port, PATIENCE_MILLIS)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and says nothing: whether the server ends that before we lose patience. */
    public static boolean isSilenceEnded(int port) {
        try (var socket = connect(port, PATIENCE_MILLIS)) {
            return isClosed(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request byte by byte, a pause behind each: whether the server ends that before it is all said. */
    public static boolean isTrickleEnded(int port, String request) {
        try (var socket = connect(port, PAUSE_MILLIS)) {
            for (byte next : request.getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(next);
                if (isClosed(socket)) {
                    return true;
                }
            }
            return false;
        } catch (SocketException _) {
            return true; // A byte crossed the close.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static Socket connect(int port, int timeoutMillis) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(timeoutMillis);
        return socket;
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    private static String readUntil(InputStream input, Predicate<String> whole) throws IOException {
        var answer = new StringBuilder();
        while (!whole.test(answer.toString())) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("ends with " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static boolean isWhole(String answer) {
        int head = answer.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        if (answer.toLowerCase(Locale.ROOT).contains(CHUNKED)) {
            return answer.endsWith("0\r\n\r\n");
        }
        var length = LENGTH.matcher(answer);
        return answer.length() >= head + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }
}
