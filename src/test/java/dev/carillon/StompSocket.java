package dev.carillon;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

import dev.carillon.contract.FrameContract;

/** A STOMP client that sends exactly what a test writes, byte for byte, and reads frames one by one. */
public final class StompSocket implements AutoCloseable {

    /**
     * One frame as it was received.
     *
     * @param headers unescaped as STOMP 1.2 says
     * @param body octets as characters where it came in a binary WebSocket message
     * @param wire the whole WebSocket message
     */
    public record Frame(String command, Map<String, String> headers, String body, String wire, boolean binary) {

        public static Frame parse(String text, boolean binary) {
            int blank = text.indexOf("\n\n");
            var lines = text.substring(0, blank).split("\n");
            var headers = new LinkedHashMap<String, String>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.putIfAbsent(lines[i].substring(0, colon), unescape(lines[i].substring(colon + 1)));
            }
            return new Frame(lines[0], headers, text.substring(blank + 2, text.lastIndexOf('\0')), text,
                    binary);
        }

        /** STOMP 1.2, "Value Encoding". */
        private static String unescape(String value) {
            if (value.indexOf('\\') < 0) {
                return value;
            }
            return Pattern.compile("\\\\(.)").matcher(value).replaceAll(escape -> switch (escape.group(1)) {
                case "c" -> ":";
                case "n" -> "\n";
                case "r" -> "\r";
                default -> Matcher.quoteReplacement(escape.group(1));
            });
        }

        public String header(String name) {
            return headers.get(name);
        }

        /** Whether it holds this header line, byte for byte. */
        public boolean hasLine(String line) {
            return wire.contains("\n" + line + "\n");
        }
    }

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final WebSocket socket;
    private int receipts;

    private StompSocket(HttpClient client, URI uri, String subprotocol, String... headers) {
        var builder = client.newWebSocketBuilder().subprotocols(subprotocol);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        this.socket = builder.buildAsync(uri, new Reader()).join();
    }

    public static StompSocket open(RunningCarillon carillon, String... headers) {
        return new StompSocket(HttpClient.newHttpClient(), carillon.ws(), "v12.stomp", headers);
    }

    /** Opens with something behind the path, such as a query. */
    public static StompSocket openAt(RunningCarillon carillon, String behind) {
        return new StompSocket(HttpClient.newHttpClient(), URI.create(carillon.ws() + behind), "v12.stomp");
    }

    /** Opens with another subprotocol. */
    public static StompSocket openAs(String subprotocol, RunningCarillon carillon) {
        return new StompSocket(HttpClient.newHttpClient(), carillon.ws(), subprotocol);
    }

    public static StompSocket openTls(URI uri, SSLContext trust) {
        return new StompSocket(HttpClient.newBuilder().sslContext(trust).build(), uri, "v12.stomp");
    }

    /** Opens and connects. */
    public static StompSocket connect(RunningCarillon carillon, String token) {
        return open(carillon).connect(token);
    }

    public StompSocket connect(String token) {
        send("CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer " + token + "\n\n");
        expect("CONNECTED");
        return this;
    }

    /** Subscribes and waits until it holds. */
    public StompSocket subscribe(String id, String destination) {
        var receipt = "receipt-" + receipts++;
        send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:" + receipt + "\n\n");
        var answer = expect("RECEIPT");
        if (!answer.header("receipt-id").equals(receipt)) {
            throw new AssertionError("expected receipt " + receipt + ", got " + answer);
        }
        return this;
    }

    /** Sends a frame; the closing NUL is added. */
    public StompSocket send(String frame) {
        return sendRaw(frame + '\0');
    }

    /** Sends one text message as it is. */
    public StompSocket sendRaw(String message) {
        return await(socket.sendText(message, true));
    }

    public StompSocket sendBinary(byte[] message) {
        return await(socket.sendBinary(ByteBuffer.wrap(message), true));
    }

    /** A message that the service's close has overtaken is lost, as on any socket: what was read tells why. */
    private StompSocket await(CompletableFuture<WebSocket> sending) {
        try {
            sending.join();
        } catch (CompletionException e) {
            if (!closed.isDone()) {
                throw e;
            }
        }
        return this;
    }

    /** The next frame, waited for, which has to be as {@code asyncapi.yaml} says. */
    public Frame next() {
        try {
            var frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame within " + PATIENCE_SECONDS + " s; closed: " + closed);
            }
            FrameContract.check(frame.command(), frame.headers(), frame.body());
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Frame expect(String command) {
        var frame = next();
        if (!frame.command().equals(command)) {
            throw new AssertionError("expected " + command + ", got " + frame);
        }
        return frame;
    }

    /** How many WebSocket messages came that were an end-of-line and nothing else. */
    public int heartbeats() {
        return heartbeats.get();
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** How many frames are waiting to be read. */
    public int pending() {
        return frames.size();
    }

    /** The close code that the service sent, waited for. */
    public int closeCode() {
        int code = closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        FrameContract.checkClose(code);
        return code;
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Reader implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            return received(webSocket, last, false);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            text.append(StandardCharsets.ISO_8859_1.decode(data));
            return received(webSocket, last, true);
        }

        private CompletionStage<?> received(WebSocket webSocket, boolean last, boolean binary) {
            if (last) {
                if (text.toString().equals("\n")) {
                    heartbeats.incrementAndGet();
                } else {
                    frames.add(Frame.parse(text.toString(), binary));
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
