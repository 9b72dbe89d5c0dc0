package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class PeersTests {

    private static final Question QUESTION = new Question("who", "");

    private final AtomicLong clock = new AtomicLong();
    private final List<RelayMessage> sent = new ArrayList<>();

    @Test
    void waitsForAllWhomItHasHeard() {
        var peers = settled(Duration.ofMinutes(1));
        assertThat(peers.heard("a")).as("news").isTrue();
        assertThat(peers.heard("b")).isTrue();
        assertThat(peers.heard("a")).as("no news").isFalse();

        var replies = ask(peers);
        answer(peers, "a");
        assertThat(replies).isNotDone();
        answer(peers, "b");
        assertThat(replies.join().answers()).hasSize(2);
        assertThat(replies.join().isPartial()).isFalse();
    }

    @Test
    void isAloneWhereItHearsNobody() {
        var replies = ask(settled(Duration.ofMinutes(1)));
        assertThat(replies.join()).isEqualTo(Replies.NONE);
        assertThat(sent).isEmpty();
    }

    @Test
    void forgetsWhoLeavesAndWhoIsSilent() {
        var peers = settled(Duration.ofMinutes(1));
        peers.heard("a");
        peers.heard("b");
        peers.left("a");
        tick(Peers.MISSED_BEATS);
        peers.heard("b");
        tick(1);
        peers.heard("c");
        tick(Peers.MISSED_BEATS);
        peers.echoed(clock.get());
        var replies = ask(peers);
        answer(peers, "c");
        assertThat(replies.join().isPartial()).isFalse();
    }

    @Test
    void saysSoWhereSomebodyDoesNotAnswer() {
        var peers = settled(Duration.ofMillis(1));
        peers.heard("a");
        peers.heard("b");
        var replies = ask(peers);
        answer(peers, "a");
        assertThat(replies.join().isPartial()).isTrue();
    }

    /** Who has just come has not heard all: it waits as long as it may, and says so. */
    @Test
    void doesNotKnowWhoThereIsAtFirst() {
        var peers = new Peers(Duration.ofMillis(1), clock::get);
        peers.connected();
        var replies = ask(peers);
        answer(peers, "unheard");
        assertThat(replies.join().isPartial()).isTrue();
    }

    @Test
    void waitsForNobodyWhoLeaves() {
        var peers = settled(Duration.ofMinutes(1));
        peers.heard("a");
        peers.heard("b");
        var replies = ask(peers);
        answer(peers, "a");
        answer(peers, "a");
        peers.left("b");
        assertThat(replies.join().answers()).hasSize(1);
        assertThat(replies.join().isPartial()).isFalse();
    }

    /** As after it was paused itself, or while the broker hangs: that it hears nobody does not say that nobody is there. */
    @Test
    void doesNotKnowWhoThereIsWhileNothingComesBack() {
        var peers = settled(Duration.ofMillis(1));
        peers.heard("a");
        tick(40);
        assertThat(ask(peers).join().isPartial()).isTrue();
        peers.echoed(clock.get());
        peers.heard("a");
        var replies = ask(peers);
        answer(peers, "a");
        assertThat(replies.join().isPartial()).isFalse();
    }

    /** What is overdue counts before it is there; what nobody can know is no number. */
    @Test
    void knowsHowFarTheBrokerIsBehind() {
        var peers = new Peers(Duration.ofMinutes(1), clock::get);
        assertThat(peers.lagSeconds()).isNaN();
        peers.connected();
        long sentAt = clock.get();
        tick(2);
        peers.echoed(sentAt);
        assertThat(peers.lagSeconds()).isEqualTo(0.5);
        tick(3);
        assertThat(peers.lagSeconds()).isEqualTo(1);
        peers.echoed(clock.get());
        assertThat(peers.lagSeconds()).isZero();
        peers.disconnected();
        assertThat(peers.lagSeconds()).isNaN();
    }

    @Test
    void knowsOnlyItselfWithoutABroker() {
        var peers = settled(Duration.ofMinutes(1));
        peers.heard("a");
        var open = ask(peers);
        peers.disconnected();
        assertThat(open.join().isPartial()).isTrue();
        assertThat(ask(peers).join().isPartial()).isTrue();
        assertThat(sent).hasSize(1);
    }

    private Peers settled(Duration patience) {
        var peers = new Peers(patience, clock::get);
        peers.connected();
        tick(4);
        peers.echoed(clock.get());
        return peers;
    }

    private void tick(int beats) {
        clock.addAndGet(Peers.BEAT.toNanos() * beats);
    }

    private CompletableFuture<Replies> ask(Peers peers) {
        return peers.ask(QUESTION, sent::add);
    }

    private void answer(Peers peers, String node) {
        peers.answered(node, ((RelayMessage.Asked) sent.getLast()).id(), new byte[]{1});
    }
}
