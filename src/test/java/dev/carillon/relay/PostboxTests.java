package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class PostboxTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Postbox postbox = new Postbox(2, new RelayMeters(registry));

    @Test
    void holdsSoManyAndNoMore() throws InterruptedException {
        postbox.open(true);
        put("a", "b", "c");
        assertThat(taken()).containsExactly("a", "b");
        assertThat(dropped()).isEqualTo(1);
        put("d");
        assertThat(taken()).containsExactly("d");
    }

    /** What was put in before the broker went is in the log, and would come late. */
    @Test
    void dropsEverythingWhileThereIsNoBroker() throws InterruptedException {
        put("a");
        assertThat(dropped()).isEqualTo(1);
        postbox.open(true);
        put("b");
        postbox.open(false);
        postbox.open(true);
        put("c", "d");
        assertThat(taken()).containsExactly("c", "d");
    }

    @Test
    void wakesAlsoWhenItIsFull() throws InterruptedException {
        postbox.open(true);
        put("a", "b", "c");
        postbox.wake();
        assertThat(taken()).containsExactly("a", "b", "");
    }

    private void put(String... keys) {
        for (var key : keys) {
            postbox.put(key, new byte[]{1});
        }
    }

    private List<String> taken() throws InterruptedException {
        var keys = new ArrayList<String>();
        for (var item = postbox.take(0); item != null; item = postbox.take(0)) {
            keys.add(item.key());
        }
        return keys;
    }

    private double dropped() {
        return registry.get("carillon.relay.dropped").counter().count();
    }
}
