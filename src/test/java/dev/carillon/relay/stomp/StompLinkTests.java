package dev.carillon.relay.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.carillon.relay.Broker;
import dev.carillon.relay.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The frames themselves, and what no broker does on demand. */
@ExtendWith(OutputCaptureExtension.class)
class StompLinkTests {

    private static final String CONNECTED = "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0";
    private static final int MESSAGES = 6000;
    private static final String BODY = "x".repeat(10_000);

    private final Received received = new Received();
    private ScriptedBroker server;
    private StompTcpBroker broker;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedBroker();
        broker = new StompTcpBroker(new StompTcpSettings("127.0.0.1", server.port(), "node", "the-passcode", "/part",
                Duration.ofSeconds(7), null), "shop", new DefaultSslBundleRegistry());
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
        server.close();
    }

    @Test
    void saysWhoItIsAndLeavesInGoodOrder() throws Exception {
        var link = linking();
        assertThat(server.connect(CONNECTED)).startsWith("CONNECT\n")
                .contains("login:node\n", "passcode:the-passcode\n", "host:/part\n", "heart-beat:7000,7000\n",
                        "accept-version:1.1,1.2\n");
        link.join().unbind(List.of("nothing"));
        link.join().send("a", new byte[0]);
        assertThat(server.next()).startsWith("SEND\n").contains("destination:/topic/shop.a\n", "content-length:0\n");

        link.join().close();
        assertThat(server.next()).startsWith("DISCONNECT\n");
        assertThat(server.isLeft()).isTrue();
        assertThat(received.losses()).isZero();
    }

    @Test
    void givesUpABrokerThatIsNotKnownToHold() throws Exception {
        var link = connected();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> link.bind(List.of("a")))
                .withMessageContaining("has not answered");
    }

    @Test
    void isLostWithAnError() throws Exception {
        var link = connected();
        var binding = CompletableFuture.runAsync(() -> assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> link.bind(List.of("a")))
                .withMessageContaining("no such vhost"));
        assertThat(server.next()).startsWith("SUBSCRIBE\n").contains("ack:auto\n");

        server.say("ERROR\nmessage:no such vhost\n\nwith a body\0");

        binding.join();
        await().until(() -> received.losses() == 1 && !link.isOpen());
        assertThat(server.isLeft()).isTrue();
    }

    /** As RabbitMQ says it when somebody has just gone to whom it would have brought something. */
    @Test
    void outlivesAMessageThatIsTooLate() throws Exception {
        var link = connected();

        server.say("ERROR\nmessage:Subscription not found\n\n\0");

        var binding = CompletableFuture.runAsync(() -> bind(link));
        server.next();
        server.say("RECEIPT\nreceipt-id:0\n\n\0");
        binding.join();
        assertThat(link.isOpen()).isTrue();
        assertThat(received.losses()).isZero();
    }

    @Test
    void saysWhyItIsRefusedAndNeverThePasscode(CapturedOutput output) throws Exception {
        var spring = (Logger) LoggerFactory.getLogger("org.springframework.messaging");
        spring.setLevel(Level.TRACE);
        try {
            var connecting = CompletableFuture.runAsync(() -> assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> broker.connect(received))
                    .withMessageContaining("Bad CONNECT")
                    .satisfies(refusal -> assertThat(refusal).asString().doesNotContain("the-passcode")));
            server.connect("ERROR\nmessage:Bad CONNECT\n\n\0");
            connecting.join();
        } finally {
            spring.setLevel(null);
        }
        assertThat(output.getAll()).contains("login=[node]").doesNotContain("the-passcode");
        assertThat(new StompTcpSettings("there", 1, "node", "the-passcode", "/", Duration.ofSeconds(1), null))
                .hasToString("node@there:1/");
    }

    /** It cannot be kept in memory, which the broker would fill. */
    @Test
    void readsNoMoreThanItCanHandOn() throws Exception {
        var link = connected();
        var binding = CompletableFuture.runAsync(() -> bind(link));
        server.next();
        server.say("RECEIPT\nreceipt-id:0\n\n\0");
        binding.join();
        var said = new AtomicInteger();
        var saying = new CompletableFuture<Void>();
        received.hold();
        try {
            saying = CompletableFuture.runAsync(() -> say(said));
            var before = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> said.get() > 100 && before.getAndSet(said.get()) == said.get());
            assertThat(said).hasValueLessThan(MESSAGES / 2);
        } finally {
            received.release();
        }

        saying.join();
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(received.nextText()).isEqualTo(i + BODY);
        }
        assertThat(received.losses()).isZero();
    }

    private void say(AtomicInteger said) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                server.say("MESSAGE\nsubscription:0\nmessage-id:" + i + "\ndestination:/topic/shop.a\n\n" + i + BODY
                        + "\0");
                said.incrementAndGet();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(Broker.Link link) {
        try {
            link.bind(List.of("a"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Broker.Link connected() throws IOException {
        var link = linking();
        server.connect(CONNECTED);
        return link.join();
    }

    private CompletableFuture<Broker.Link> linking() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return broker.connect(received);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
