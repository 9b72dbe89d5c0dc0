package dev.carillon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.load.Loop;
import dev.carillon.load.Subscriber;
import dev.carillon.load.Traffic;

/** Clients that are subscribed over a WebSocket each. */
final class Sockets implements Clients {

    private final List<Subscriber> subscribers = new ArrayList<>();
    private int subscribed;

    Sockets(Loop loop, Target target, Traffic traffic, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            subscribers.add(new Subscriber(loop, target.server(), null, traffic, false));
        }
        if (!loop.runUntil(() -> subscribers.stream().allMatch(Subscriber::isOpen), Transports.PATIENCE,
                Loop.NOTHING)) {
            throw new IOException("not all of them have a session");
        }
        for (var subscriber : subscribers) {
            subscriber.onReceipt(_ -> subscribed++);
            subscriber.send(target.server().subscribe(0, Swarm.TOPIC, "receipt:subscribed\n"));
        }
    }

    @Override
    public boolean isReady() {
        return subscribed == subscribers.size();
    }

    @Override
    public long turn(long now) throws IOException {
        return Loop.NOTHING.turn(now);
    }

    @Override
    public long requests() {
        return subscribers.size();
    }

    @Override
    public boolean haveAll(long published) {
        return subscribers.stream().allMatch(subscriber -> subscriber.received() == published);
    }
}
