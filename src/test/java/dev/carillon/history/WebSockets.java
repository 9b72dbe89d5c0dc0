package dev.carillon.history;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/**
 * Opens Jetty's sockets, which read as much as they are asked to. The JDK's do too, but one that is broken while nothing is
 * asked of it never says so: {@code TransportImpl} sees the end of the stream all the same, takes back a demand that is not
 * there, and the {@code InternalError} is nobody's (JDK 25).
 */
final class WebSockets {

    private static final WebSocketCoreClient CLIENT = start();

    private WebSockets() {}

    private static WebSocketCoreClient start() {
        var threads = new QueuedThreadPool();
        threads.setDaemon(true);
        var http = new HttpClient();
        http.setExecutor(threads);
        http.setScheduler(new ScheduledExecutorScheduler("web-sockets", true));
        http.setConnectTimeout(Duration.ofSeconds(10).toMillis());
        var client = new WebSocketCoreClient(http, null);
        try {
            client.start();
        } catch (Exception e) { // As a LifeCycle declares it.
            throw new IllegalStateException(e);
        }
        return client;
    }

    static CompletableFuture<CoreSession> open(URI uri, String subprotocol, FrameHandler reader) throws IOException {
        var request = CoreClientUpgradeRequest.from(CLIENT, uri, reader);
        request.setSubProtocols(subprotocol);
        var patient = new Configuration.ConfigurationCustomizer();
        patient.setIdleTimeout(Duration.ZERO);
        patient.setMaxFrameSize(0);
        request.setConfiguration(patient);
        return CLIENT.connect(request);
    }
}
