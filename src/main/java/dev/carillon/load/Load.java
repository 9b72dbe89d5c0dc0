package dev.carillon.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run: connects, publishes at the rate, counts what comes. Of one thread. */
public final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AFTERMATH = Duration.ofMillis(100);
    private static final long BEAT = TimeUnit.SECONDS.toNanos(20);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop = new Loop();
    private final Traffic traffic = new Traffic();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Loop.Turn beats = Turns.beats(subscribers, BEAT);
    private final Map<Integer, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final LoadPlan plan;
    private final Consumer<Progress> progress;
    private final long began = System.nanoTime();
    private int settled;

    /** @param progress told every second */
    public Load(LoadPlan plan, Consumer<Progress> progress) throws IOException {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException if the service cannot be reached
     */
    public LoadResult run() throws IOException {
        var publisher = new RestPublisher(loop, plan.server(), traffic, this::refused);
        connect();
        if (readers.stream().noneMatch(Reader::isSubscribed)) {
            return result(new Measured(traffic), 1, 0);
        }
        if (plan.warmUp().isPositive()) {
            measure("warming up", publisher, plan.warmUp());
            traffic.reset();
            traffic.countFrom(System.nanoTime());
            refusals.clear();
            refused.clear();
        }
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        var measured = measure("measuring", publisher, plan.duration());
        double seconds = (System.nanoTime() - start) / 1e9;
        return result(measured, seconds, cpuSeconds() - cpu);
    }

    private void connect() throws IOException {
        long start = System.nanoTime();
        var limit = PATIENCE.plusSeconds(plan.connections() / plan.connectRate());
        Loop.Turn opening = now -> {
            while (readers.size() < plan.connections() && due(start) <= now) {
                var reader = new Reader(loop, plan.server(), plan.topic(readers.size()), traffic, () -> settled++);
                readers.add(reader);
                subscribers.add(reader.subscriber());
            }
            return readers.size() < plan.connections() ? due(start) : now + SECOND;
        };
        loop.runUntil(() -> settled == plan.connections(), limit,
                opening.and(telling("connecting", new Measured(traffic))).and(beats));
        for (var reader : readers) {
            reader.giveUp();
        }
    }

    private long due(long start) {
        return start + readers.size() * SECOND / plan.connectRate();
    }

    /** Publishes for so long, and waits for what is on its way. */
    private Measured measure(String phase, Publisher publisher, Duration duration) throws IOException {
        var measured = new Measured(traffic);
        var meanwhile = measured.and(telling(phase, measured)).and(beats);
        loop.run(duration, Turns.pace(publisher, traffic, plan.rate(), plan::topic).and(meanwhile));
        loop.runUntil(publisher::isIdle, PATIENCE, meanwhile);
        long expected = expected();
        loop.runUntil(() -> traffic.received() >= expected, PATIENCE, meanwhile);
        loop.run(AFTERMATH, meanwhile); // What should not come, comes now.
        measured.finish();
        return measured;
    }

    private long expected() {
        var subscribed = new long[plan.topics()];
        for (int i = 0; i < readers.size(); i++) {
            subscribed[i % plan.topics()] += readers.get(i).isSubscribed() ? 1 : 0;
        }
        long expected = 0;
        for (int i = 0; i < plan.topics(); i++) {
            long published = (traffic.published() + plan.topics() - 1 - i) / plan.topics();
            expected += subscribed[i] * (published - refused.getOrDefault(plan.topic(i), 0));
        }
        return expected;
    }

    private void refused(String topic, int status) {
        refusals.merge(status, 1, Integer::sum);
        refused.merge(topic, 1, Integer::sum);
    }

    private LoadResult result(Measured measured, double seconds, double cpu) {
        var failures = new TreeMap<String, Integer>();
        readers.stream()
                .map(Reader::failure)
                .filter(failure -> !failure.isEmpty())
                .forEach(failure -> failures.merge(failure, 1, Integer::sum));
        long accepted = traffic.published() - refusals.values().stream().mapToInt(Integer::intValue).sum();
        return new LoadResult(plan, failures, accepted, refusals, expected(), traffic.received(),
                readers.stream().mapToLong(reader -> reader.check().doubled()).sum(),
                readers.stream().mapToLong(reader -> reader.check().disordered()).sum(), seconds, cpu, measured.all(),
                measured.samples());
    }

    private Loop.Turn telling(String phase, Measured measured) {
        long[] next = {System.nanoTime()};
        return now -> {
            if (now >= next[0]) {
                next[0] += SECOND;
                int open = (int) subscribers.stream().filter(Subscriber::isOpen).count();
                int failed = (int) readers.stream().filter(reader -> !reader.failure().isEmpty()).count();
                progress.accept(new Progress(phase, Duration.ofNanos(now - began), open, failed, traffic.published(),
                        traffic.received(), measured.p99Millis()));
            }
            return next[0];
        };
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
