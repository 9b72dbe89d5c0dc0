package dev.carillon.presence;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Pattern;
import dev.carillon.destination.Topic;
import dev.carillon.fanout.Roster;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Who joins and who leaves the topics that are to be told of it, until it is told. Thread-safe. */
@Component
class Comings implements Roster {

    /** Somebody has come, or gone. */
    record Coming(Topic topic, boolean joined, String user, String session) {}

    private final BlockingQueue<Coming> waiting;
    private final List<Pattern> topics;
    private final Counter dropped;

    Comings(PresenceSettings settings, MeterRegistry meters) {
        this.topics = settings.patterns();
        this.waiting = new LinkedBlockingQueue<>(settings.maxWaiting());
        this.dropped = Counter.builder("carillon.presence.dropped")
                .description("Sessions that came or went, and subscribers were not told")
                .register(meters);
    }

    @Override
    public void joined(Destination destination, String user, String session) {
        add(destination, true, user, session);
    }

    @Override
    public void left(Destination destination, String user, String session) {
        add(destination, false, user, session);
    }

    /** What is to be told next. */
    Coming take() throws InterruptedException {
        return waiting.take();
    }

    private void add(Destination destination, boolean joined, String user, String session) {
        if (destination instanceof Topic topic && topics.stream().anyMatch(pattern -> pattern.matches(topic))
                && !waiting.offer(new Coming(topic, joined, user, session))) {
            dropped.increment();
        }
    }
}
