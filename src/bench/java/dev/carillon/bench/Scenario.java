package dev.carillon.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One kind of load. */
interface Scenario {

    static List<Scenario> all() {
        return List.of(new Saturated(), new Paced(), new ManyTopics(), new Burst(), new Stalled(), new PublishRate(),
                new Idle());
    }

    String name();

    /** Peers that it says something about. */
    List<String> peers();

    /** Whether each measurement wants a process of its own. */
    default boolean fresh() {
        return false;
    }

    /** One measurement, by column. */
    Map<String, Double> measure(Target target) throws IOException;
}
