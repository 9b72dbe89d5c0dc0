package dev.carillon;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.util.Callback;

/** One HTTP/2 connection without TLS, and WebSockets as its streams (RFC 8441), reading or not. */
public final class Http2Connection implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final HTTP2Client client = new HTTP2Client();
    private final CompletableFuture<Integer> maxStreams = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final HostPortHttpField authority;
    private final Session session;

    public Http2Connection(int port) throws Exception {
        authority = new HostPortHttpField("localhost:" + port);
        client.setInitialStreamRecvWindow(65_535);
        client.start();
        session = client.connect(new InetSocketAddress("localhost", port), new Session.Listener() {
            @Override
            public void onSettings(Session opened, SettingsFrame frame) {
                maxStreams.complete(frame.getSettings().get(SettingsFrame.MAX_CONCURRENT_STREAMS));
            }

            @Override
            public void onClose(Session ended, GoAwayFrame frame, Callback callback) {
                closed.complete(null);
                callback.succeeded();
            }
        }).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Asks for a WebSocket, or for another protocol, and waits for the answer. */
    public Tunnel connect(String path, String protocol) throws Exception {
        var fields = HttpFields.build().put("sec-websocket-version", "13").put("sec-websocket-protocol", "v12.stomp");
        var request = new MetaData.ConnectRequest(HttpScheme.HTTP, authority, path, fields, protocol);
        var tunnel = new Tunnel();
        tunnel.stream = session.newStream(new HeadersFrame(request, null, false), tunnel)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        tunnel.status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return tunnel;
    }

    public Tunnel webSocket() throws Exception {
        return connect("/ws", "websocket");
    }

    /** How many streams the server lets it have at once (RFC 9113 section 5.1.2). */
    public int maxStreams() {
        return maxStreams.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    public void ping(int times) {
        for (int i = 0; i < times; i++) {
            session.ping(new PingFrame(false), Callback.NOOP);
        }
    }

    /** Whether the server has closed it, or does. */
    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void close() throws Exception {
        client.close();
    }

    /** One stream. What it receives is kept as characters of one byte, frame headers included. */
    public static final class Tunnel implements Stream.Listener {

        private final CompletableFuture<Integer> status = new CompletableFuture<>();
        private final CompletableFuture<Integer> reset = new CompletableFuture<>();
        private final StringBuffer received = new StringBuffer();
        private volatile boolean ended;
        private volatile boolean reading = true;
        private Stream stream;

        @Override
        public void onHeaders(Stream answered, HeadersFrame frame) {
            status.complete(((MetaData.Response) frame.getMetaData()).getStatus());
            answered.demand();
        }

        @Override
        public void onDataAvailable(Stream readable) {
            if (!reading) {
                return;
            }
            var data = readable.readData();
            if (data == null) {
                readable.demand();
                return;
            }
            received.append(StandardCharsets.ISO_8859_1.decode(data.frame().getByteBuffer()));
            ended = data.frame().isEndStream();
            data.release();
            if (!ended) {
                readable.demand();
            }
        }

        @Override
        public void onReset(Stream gone, ResetFrame frame, Callback callback) {
            reset.complete(frame.getError());
            callback.succeeded();
        }

        public int status() {
            return status.join();
        }

        public String received() {
            return received.toString();
        }

        /** Whether the server has ended its half (END_STREAM). */
        public boolean isEnded() {
            return ended;
        }

        /** The error code of the server's RST_STREAM, waited for (RFC 9113 section 7). */
        public int reset() {
            return reset.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }

        /** Takes no more, so that the stream's window closes. */
        public void stopReading() {
            reading = false;
        }

        /** Sends one STOMP frame; the closing NUL is added. */
        public Tunnel stomp(String frame) {
            return send(RawSocket.FIN | RawSocket.TEXT, (frame + '\0').getBytes(StandardCharsets.UTF_8));
        }

        public Tunnel send(int firstByte, byte[] payload) {
            stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(RawSocket.frame(firstByte, payload)), false))
                    .join();
            return this;
        }

        /** Ends the stream as a browser does whose page is closed. */
        public void cancel() {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }

        public Tunnel connect(String token) {
            return stomp("CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer " + token + "\n\n");
        }
    }
}
