package dev.carillon.presence;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Pattern;
import dev.carillon.fanout.Roster;
import org.springframework.stereotype.Component;

/** Who joins and who leaves the topics that are to be told of it, until it is told. Thread-safe. */
@Component
class Comings implements Roster {

    /** Those who come beyond are not told of: a service that restarts sees all its clients in a second. */
    private static final int MOST = 10_000;

    /** Somebody has come, or gone. */
    record Coming(Destination topic, boolean joined, String user, String session) {}

    private final BlockingQueue<Coming> waiting = new LinkedBlockingQueue<>(MOST);
    private final List<Pattern> topics;

    Comings(PresenceSettings settings) {
        this.topics = settings.patterns();
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
        for (var topic : topics) {
            if (topic.matches(destination)) {
                boolean _ = waiting.offer(new Coming(destination, joined, user, session));
                return;
            }
        }
    }
}
