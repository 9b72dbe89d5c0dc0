package dev.carillon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.load.Loop;
import dev.carillon.load.RestConnection;
import dev.carillon.load.Traffic;

/** Clients that each ask again and again what is new, on a connection that stays open; one after the other, not all at once. */
final class Polling implements Clients {

    private static final byte[] NO_BODY = {};

    private final List<Poller> pollers = new ArrayList<>();
    private final long every;
    private final long start = System.nanoTime();
    private long asked;
    private long requests;

    Polling(Loop loop, Target target, Traffic traffic, int count, long everyNanos) throws IOException {
        every = everyNanos;
        for (int i = 0; i < count; i++) {
            pollers.add(new Poller(loop, target, new Stamps(traffic)));
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public long turn(long now) throws IOException {
        for (; due() <= now; asked++) {
            pollers.get((int) (asked % pollers.size())).ask();
        }
        return due();
    }

    private long due() {
        return start + asked * every / pollers.size();
    }

    @Override
    public long requests() {
        return requests;
    }

    @Override
    public boolean haveAll(long published) {
        return pollers.stream().allMatch(poller -> poller.stamps.found() == published);
    }

    private final class Poller {

        private final Target target;
        private final Stamps stamps;
        private final RestConnection connection;
        private boolean waiting;

        Poller(Loop loop, Target target, Stamps stamps) throws IOException {
            this.target = target;
            this.stamps = stamps;
            this.connection = new RestConnection(loop, target.server(), this::answered);
        }

        void ask() throws IOException {
            if (!waiting) {
                waiting = true;
                requests++;
                connection.send(target.server()
                        .get("/api/v1/topics/" + Swarm.TOPIC + "/notifications?limit=1000&after="
                                + stamps.found()),
                        NO_BODY);
            }
        }

        private void answered(RestConnection connection, boolean accepted) throws IOException {
            if (!accepted) {
                throw new IOException("refused: " + connection.last());
            }
            waiting = false;
            stamps.read(connection.last());
        }
    }
}
