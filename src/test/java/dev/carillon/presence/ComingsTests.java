package dev.carillon.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ComingsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void keepsSoManyAndCountsTheOthers() throws InterruptedException {
        var comings = new Comings(new PresenceSettings(List.of("room.*", "user:*"), 2), registry);
        var room = new Topic("room.a");
        comings.joined(room, "alice", "1");
        comings.joined(new Topic("elsewhere"), "alice", "1");
        comings.joined(new UserQueue("alice", "inbox"), "alice", "1");
        comings.left(room, "alice", "1");
        comings.joined(room, "bob", "2");

        assertThat(registry.get("carillon.presence.dropped").counter().count()).isEqualTo(1);
        assertThat(comings.take()).isEqualTo(new Comings.Coming(room, true, "alice", "1"));
        assertThat(comings.take()).isEqualTo(new Comings.Coming(room, false, "alice", "1"));
    }

    @Test
    void takesPatternsOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PresenceSettings(List.of("a..b"), 1));
    }
}
