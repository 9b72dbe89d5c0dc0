package dev.carillon.history;

import java.time.Duration;

/**
 * How many nodes there are, and what becomes of them.
 *
 * @param presence whether they are asked who is subscribed
 * @param outage how long RabbitMQ is down, where it is stopped
 * @param pause how long a node is stopped in the middle of its work, where it goes on afterwards
 */
record Cluster(int nodes, boolean presence, Duration outage, Duration pause) {

    static Cluster one() {
        return new Cluster(1, false, Duration.ZERO, Duration.ZERO);
    }

    boolean isOne() {
        return nodes == 1;
    }
}
