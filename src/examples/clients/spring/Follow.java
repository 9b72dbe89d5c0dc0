import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/** Hears one destination, and after an outage goes on where it was. */
abstract class Follow {

    private static final int LOST = 1006;
    private static final int RESTART = 1012;
    private static final int TOKEN = 4401;
    private static final int STEADY = 15_000;

    record Token(@JsonProperty("access_token") String value, @JsonProperty("expires_in") double seconds) {}

    record Position(String epoch, String offset) {}

    private final String url;
    private final String destination;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private final WebSocketStompClient client = new WebSocketStompClient(new Sockets());
    private volatile Position position;
    private volatile ScheduledFuture<?> renewal;
    private volatile long since = Long.MAX_VALUE; // When it was connected.
    private volatile int attempts;

    Follow(String url, String destination) {
        this.url = url;
        this.destination = destination;
        scheduler.initialize();
        client.setTaskScheduler(scheduler); // Of heart-beats, too.
    }

    abstract Token nextToken();

    abstract void show(String payload);

    /** What was missed is not kept any longer. */
    abstract void reload();

    /** Does not come back. */
    abstract void ended(int closeCode);

    // snippet: spring
    void connect() {
        try {
            var token = nextToken();
            var handshake = new WebSocketHttpHeaders();
            handshake.setSecWebSocketProtocol("v12.stomp");
            var headers = new StompHeaders();
            headers.set("Authorization", "Bearer " + token.value());
            client.connectAsync(URI.create(url), handshake, headers, new StompSessionHandlerAdapter() {
                @Override
                public void afterConnected(StompSession session, StompHeaders connected) {
                    since = System.currentTimeMillis();
                    subscribe(session);
                    renewBefore(token.seconds(), session);
                }
            });
        } catch (RuntimeException noToken) {
            closed(LOST);
        }
    }
    // end

    // snippet: spring-recover
    private void subscribe(StompSession session) {
        var headers = new StompHeaders();
        headers.setDestination(destination);
        headers.setReceipt("subscribed");
        if (position != null) {
            headers.set("epoch", position.epoch());
            headers.set("offset", position.offset());
        }
        session.subscribe(headers, new StompFrameHandler() {
            @Override
            public Type getPayloadType(StompHeaders headers) {
                return byte[].class;
            }

            @Override
            public void handleFrame(StompHeaders headers, Object payload) {
                show(new String((byte[]) payload, StandardCharsets.UTF_8));
                if (headers.containsKey("offset")) { // An ephemeral one has none.
                    position = new Position(headers.getFirst("epoch"), headers.getFirst("offset"));
                }
            }
        }).addReceiptTask(receipt -> {
            if ("false".equals(receipt.getFirst("recovered"))) {
                reload();
            }
            if (!"true".equals(receipt.getFirst("recovered"))) {
                position = new Position(receipt.getFirst("epoch"), receipt.getFirst("offset"));
            }
        });
    }
    // end

    // snippet: spring-renew
    private void renewBefore(double seconds, StompSession session) {
        if (!session.isConnected()) {
            return;
        }
        renewal = scheduler.schedule(() -> {
            try {
                var token = nextToken();
                session.send("/app/token", token.value().getBytes(StandardCharsets.UTF_8));
                renewBefore(token.seconds(), session);
            } catch (RuntimeException noToken) {
                renewBefore(seconds * 0.2, session); // What is left of it.
            }
        }, Instant.now().plusMillis(Math.max(1000, (long) (seconds * 800))));
    }
    // end

    // snippet: spring-close
    private void closed(int code) {
        if (renewal != null) {
            renewal.cancel(true);
        }
        if (code >= 4400 && code <= 4499 && code != TOKEN) {
            ended(code);
            return;
        }
        if (System.currentTimeMillis() - since > STEADY) {
            attempts = 0; // That was a good one.
        }
        since = Long.MAX_VALUE;
        var bound = Math.min(15_000, 500 << Math.min(attempts++, 5));
        var random = ThreadLocalRandom.current();
        scheduler.schedule(this::connect,
                Instant.now().plusMillis(code == RESTART ? random.nextLong(1000, 10_000) : random.nextLong(bound)));
    }

    /** Hears of the close code, which Spring's session handlers are not told. */
    private final class Sockets extends StandardWebSocketClient {

        @Override
        public CompletableFuture<WebSocketSession> executeInternal(WebSocketHandler handler, HttpHeaders headers,
                URI uri, List<String> protocols, List<WebSocketExtension> extensions, Map<String, Object> attributes) {
            return super.executeInternal(new WebSocketHandlerDecorator(handler) {
                @Override
                public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) throws Exception {
                    super.afterConnectionClosed(socket, status);
                    closed(status.getCode());
                }
            }, headers, uri, protocols, extensions, attributes).whenComplete((socket, failure) -> {
                if (failure != null) {
                    closed(LOST);
                }
            });
        }
    }
    // end

    public static void main(String[] arguments) {
        var tokens = RestClient.create(System.getenv("TOKEN_URL"));
        var url = System.getenv("CARILLON_URL").replaceFirst("http", "ws") + "/ws";
        new Follow(url, "/topic/" + System.getenv("CARILLON_TOPIC")) {
            @Override
            Token nextToken() {
                return tokens.get().retrieve().body(Token.class);
            }

            @Override
            void show(String payload) {
                System.out.println(payload);
            }

            @Override
            void reload() {
                System.out.println("reload");
            }

            @Override
            void ended(int closeCode) {
                System.out.println("ended " + closeCode);
                System.exit(1);
            }
        }.connect();
    }
}
