package dev.carillon.history;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Late ones, who come one after the other, look back, stay for a moment, and do not come again. */
final class Visitors implements Runnable {

    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(500);

    private final Scene scene;
    private final List<Stream> streams;
    private final SplittableRandom random;
    private volatile boolean stopped;
    private volatile Runnable stop = () -> {};

    Visitors(Scene scene, List<Stream> streams) {
        this.scene = scene;
        this.streams = streams;
        this.random = scene.random().split();
    }

    @Override
    public void run() {
        for (int i = 0; !stopped && !Thread.currentThread().isInterrupted(); i++) {
            var stream = streams.get(random.nextInt(streams.size()));
            var visitor = new Subscriber(new Home(scene.nodes(), random.split()), scene.history(),
                    scene.history().trace("visitor" + i, stream, Kind.VISITOR), random);
            stop = visitor::stop;
            if (!stopped) {
                visitor.run();
            }
            LockSupport.parkNanos(random.nextLong(2 * BETWEEN));
        }
    }

    void stop() {
        stopped = true;
        stop.run();
    }
}
