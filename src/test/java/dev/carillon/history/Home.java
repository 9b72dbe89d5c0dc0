package dev.carillon.history;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The node that a client goes to: mostly the same one, and when that fails, any. */
final class Home {

    private static final int STAYS = 100;

    private final Nodes nodes;
    private final RandomGenerator random;
    private volatile Node node;

    Home(Nodes nodes, RandomGenerator random) {
        this.nodes = nodes;
        this.random = random;
        this.node = nodes.next();
    }

    /** Now and then another one, as behind a load balancer, or in the end all might be at one. */
    Node node() {
        if (random.nextInt(STAYS) == 0) {
            move();
        }
        return node;
    }

    void move() {
        node = nodes.any(random);
    }

    /** How long its client waits for an answer. */
    Duration patience() {
        return nodes.patience();
    }
}
