package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** Spring's own STOMP client, as a Java service would use it. */
class SpringClientTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    @Test
    void receivesWhatRestPublished() throws Exception {
        var client = new WebSocketStompClient(new StandardWebSocketClient());
        client.setTaskScheduler(new SimpleAsyncTaskScheduler());
        var connect = new StompHeaders();
        connect.set("Authorization", "Bearer " + token);
        var session = client.connectAsync(carillon.ws().toString(), new WebSocketHttpHeaders(), connect,
                new StompSessionHandlerAdapter() {}).get(20, TimeUnit.SECONDS);
        var inbox = new Inbox();
        subscribe(session, "/topic/clients.spring", inbox);

        carillon.publish(token, "/topics/clients.spring/notifications",
                "{\"type\":\"greeting\",\"payload\":{\"n\":1}}");

        assertThat(inbox.bodies.poll(20, TimeUnit.SECONDS)).isEqualTo("greeting {\"n\":1}");
        session.disconnect();
        client.stop();
    }

    private static void subscribe(StompSession session, String destination, Inbox inbox) throws Exception {
        session.setAutoReceipt(true);
        var subscribed = new CompletableFuture<Void>();
        session.subscribe(destination, inbox).addReceiptTask(() -> subscribed.complete(null));
        subscribed.get(20, TimeUnit.SECONDS);
    }

    private static final class Inbox implements StompFrameHandler {

        private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

        @Override
        public Type getPayloadType(StompHeaders headers) {
            return byte[].class;
        }

        @Override
        public void handleFrame(StompHeaders headers, Object payload) {
            bodies.add(headers.getFirst("type") + " " + new String((byte[]) payload, StandardCharsets.UTF_8));
        }
    }
}
