package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.carillon.TcpProxy;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the relay stands on, whichever broker there is. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BrokerContract {

    /** The longest that the settings allow. */
    private final String name = "carillon-tests-" + UUID.randomUUID().toString().substring(0, 33);
    private final List<Broker.Link> links = new ArrayList<>();
    private final List<Broker> nodes = new ArrayList<>();
    private TcpProxy proxy;

    /** Where the broker itself is. */
    protected abstract int brokerPort();

    /** One that is reached by a port, with heart-beats of a second or less. */
    protected abstract Broker broker(int port, String name);

    protected abstract void close(Broker broker, String name) throws Exception;

    @BeforeEach
    void open() {
        proxy = new TcpProxy(brokerPort());
    }

    @AfterEach
    void closeAll() throws Exception {
        links.forEach(Broker.Link::close);
        for (var node : nodes) {
            close(node, name);
        }
        proxy.close();
    }

    @Test
    void bringsWhatIsSentToAllThatAreBoundTheSenderToo() throws Exception {
        var here = new Received();
        var there = new Received();
        var sender = connect(here);
        sender.bind(List.of("a"));
        connect(there).bind(List.of("b", "a"));

        send(sender, "a", "1");

        assertThat(here.nextText()).isEqualTo("1");
        assertThat(there.nextText()).isEqualTo("1");
    }

    @Test
    void bringsNothingUnderOtherKeys() throws Exception {
        var received = new Received();
        var link = connect(received);
        link.bind(List.of("topic.a", "topic.c"));

        for (int i = 0; i < 100; i++) {
            for (var other : List.of("topic", "topic.a.b", "topic.b", "a", "nodes")) {
                send(link, other, "wrong");
            }
            send(link, i % 2 == 0 ? "topic.a" : "topic.c", "right");
            assertThat(received.nextText()).isEqualTo("right");
        }
        assertThat(received.isEmpty()).isTrue();
    }

    @Test
    void bringsOnceWhatIsBoundTwice() throws Exception {
        var received = new Received();
        var link = connect(received);
        link.bind(List.of("a"));
        link.bind(List.of("a"));

        send(link, "a", "1");
        send(link, "a", "2");

        assertThat(received.nextTexts(2)).containsExactly("1", "2");
    }

    @Test
    void keepsTheOrder() throws Exception {
        var received = new Received();
        connect(received).bind(List.of("a"));
        var sender = connect(new Received());

        var sent = numbers(5000);
        for (var number : sent) {
            send(sender, "a", number);
        }

        assertThat(received.nextTexts(sent.size())).isEqualTo(sent);
    }

    @Test
    void leavesBytesAsTheyAre() throws Exception {
        var received = new Received();
        var link = connect(received);
        link.bind(List.of("a"));
        var every = new byte[256];
        IntStream.range(0, every.length).forEach(i -> every[i] = (byte) i);
        var large = new byte[65536];
        new Random(1).nextBytes(large);

        for (var bytes : List.of(new byte[0], new byte[1], new byte[1000], every, large, "\n\0\r\n\0é".getBytes(
                StandardCharsets.UTF_8), new byte[0])) {
            link.send("a", bytes);
            assertThat(received.next()).isEqualTo(bytes);
        }
    }

    @Test
    void holdsWhenBindReturns() throws Exception {
        var received = new Received();
        var link = connect(received);
        var sender = connect(new Received());

        for (var number : numbers(100)) {
            link.bind(List.of("before." + number, "a." + number));
            send(sender, "a." + number, number);
            assertThat(received.nextText()).isEqualTo(number);
        }
    }

    @Test
    void bringsNothingOnceItIsUnbound() throws Exception {
        var received = new Received();
        var link = connect(received);
        var sender = connect(new Received());
        link.bind(List.of("a", "b", "c"));

        link.unbind(List.of("a", "c", "never"));

        for (var number : numbers(100)) {
            send(sender, "a", "wrong");
            send(sender, "c", "wrong");
            send(sender, "b", number);
            assertThat(received.nextText()).isEqualTo(number);
        }
        link.bind(List.of("a"));
        send(sender, "a", "again");
        assertThat(received.nextText()).isEqualTo("again");
    }

    @Test
    void bindsManyKeysAtOnce() throws Exception {
        var received = new Received();
        var link = connect(received);
        var keys = numbers(2000).stream().map(number -> "topic.many." + number).toList();
        link.bind(keys);

        for (var key : keys) {
            send(link, key, key);
        }

        assertThat(received.nextTexts(keys.size())).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void takesWhateverKeyADestinationHas() throws Exception {
        var received = new Received();
        var link = connect(received);
        var longest = String.join(".", "x".repeat(64), "y".repeat(64), "z".repeat(64), "12345");
        var keys = Stream.concat(
                Stream.of("**", "#", ">", "a.b", "a/b", "a:b\\c", "%2F", " ", "Zoë 😀", "x".repeat(255), "a*", "a#")
                        .map(user -> RoutingKey.of(new UserQueue(user, "q".repeat(64)))),
                Stream.of("a", "A", "a_b-c", longest).map(topic -> RoutingKey.of(new Topic(topic))))
                .toList();
        link.bind(keys);

        for (var key : keys) {
            send(link, key, key);
            assertThat(received.nextText()).isEqualTo(key);
        }
    }

    @Test
    void tellsOnceThatItIsLostAndConnectsAnew() throws Exception {
        var received = new Received();
        var node = node();
        var link = connect(node, received);
        link.bind(List.of("a", "b"));
        assertThat(link.isOpen()).isTrue();

        proxy.cut();
        await().until(() -> received.losses() == 1 && !link.isOpen());
        link.close();

        var anew = new Received();
        var next = connect(node, anew);
        next.bind(List.of("a"));
        send(next, "a", "back");
        assertThat(anew.nextText()).isEqualTo("back");
        assertThat(received.losses()).isEqualTo(1);
        assertThat(anew.losses()).isZero();
    }

    @Test
    void bearsThatANodeIsBehind() throws Exception {
        var received = new Received();
        connect(received).bind(List.of("a"));
        var sender = connect(new Received());
        var sent = numbers(300);

        CompletableFuture<Void> sending;
        received.hold();
        try {
            sending = CompletableFuture.runAsync(() -> sent.forEach(number -> sendUnchecked(sender, number)));
            sending.join();
            assertThat(received.isEmpty()).isTrue();
        } finally {
            received.release();
        }

        assertThat(received.nextTexts(sent.size())).isEqualTo(sent);
    }

    @Test
    void noticesABrokerThatHangs() throws Exception {
        var received = new Received();
        var link = connect(received);
        link.bind(List.of("a"));

        proxy.hold();
        try {
            await().atMost(30, TimeUnit.SECONDS).until(() -> received.losses() == 1 && !link.isOpen());
        } finally {
            proxy.release();
        }
    }

    @Test
    void doesNotSendForEverToABrokerThatHangs() throws Exception {
        var received = new Received();
        var link = connect(received);

        proxy.hold();
        try {
            assertThatExceptionOfType(Exception.class).isThrownBy(() -> {
                for (int i = 0; i < 100_000; i++) {
                    link.send("a", new byte[65536]);
                }
            });
            link.close();
        } finally {
            proxy.release();
        }
    }

    @Test
    void doesNotBindForEverAtABrokerThatHangs() throws Exception {
        var link = connect(new Received());

        proxy.hold();
        try {
            assertThatExceptionOfType(Exception.class).isThrownBy(() -> link.bind(List.of("a")));
            link.close();
        } finally {
            proxy.release();
        }
    }

    @Test
    void doesNotConnectForEverToABrokerThatHangs() throws Exception {
        proxy.hold();
        try {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(new Received()));
        } finally {
            proxy.release();
        }
    }

    @Test
    void saysWhereThereIsNoBroker() {
        proxy.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(new Received()));
    }

    @Test
    void mayBeClosedTwice() throws Exception {
        var link = connect(new Received());

        link.close();
        link.close();

        assertThat(link.isOpen()).isFalse();
    }

    private Broker node() {
        var node = broker(proxy.port(), name);
        nodes.add(node);
        return node;
    }

    /** As a node of its own. */
    private Broker.Link connect(Received received) throws IOException {
        return connect(node(), received);
    }

    private Broker.Link connect(Broker node, Received received) throws IOException {
        var link = node.connect(received);
        links.add(link);
        return link;
    }

    private static void send(Broker.Link link, String key, String text) throws IOException {
        link.send(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void sendUnchecked(Broker.Link link, String text) {
        try {
            send(link, "a", text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
