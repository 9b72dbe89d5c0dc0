package dev.carillon.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** One run: connects, publishes at the rate, counts what comes. Of one thread. */
public final class Load implements AutoCloseable {

    private static final Duration AFTERMATH = Duration.ofMillis(100);
    private static final long BEAT = TimeUnit.SECONDS.toNanos(20);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop = new Loop();
    private final Traffic traffic = Traffic.ofOneRun();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Loop.Turn beats = Turns.beats(subscribers, BEAT);
    private final LoadPlan plan;
    private final Consumer<Progress> progress;
    private final long began = System.nanoTime();
    private Outcome outcome = new Outcome();
    private int settled;

    /** @param progress told every second */
    public Load(LoadPlan plan, Consumer<Progress> progress) throws IOException {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Runs it to its end. What ends on the way is part of the result.
     *
     * @throws IOException if the service cannot be reached at the beginning
     */
    public LoadResult run() throws IOException {
        var publisher = new RestPublisher(loop, plan.server(), traffic,
                (topic, status, answer) -> outcome.answered(topic, status, answer));
        publisher.open(plan.patience());
        connect();
        if (readers.stream().noneMatch(Reader::isSubscribed)) {
            return measure("measuring", publisher, Duration.ZERO);
        }
        if (plan.warmUp().isPositive()) {
            measure("warming up", publisher, plan.warmUp());
        }
        return measure("measuring", publisher, plan.duration());
    }

    private void connect() throws IOException {
        long start = System.nanoTime();
        var limit = plan.patience().plusSeconds(plan.connections() / plan.connectRate());
        Loop.Turn opening = now -> {
            while (readers.size() < plan.connections() && due(start) <= now) {
                var reader = new Reader(loop, plan.server(), plan.topic(readers.size()), traffic, () -> settled++);
                readers.add(reader);
                reader.subscriber().ifPresent(subscribers::add);
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

    /** Publishes for so long, and waits for what is on its way. Nothing of an earlier phase is in what it measures. */
    private LoadResult measure(String phase, RestPublisher publisher, Duration duration) throws IOException {
        outcome = new Outcome();
        readers.forEach(Reader::begin);
        traffic.begin();
        var measured = new Measured(traffic);
        var meanwhile = measured.and(telling(phase, measured)).and(beats);
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        loop.run(duration, Turns.pace(publisher, traffic, plan.rate(), plan::topic).and(meanwhile));
        long end = System.nanoTime();
        loop.runUntil(publisher::isIdle, plan.patience(), meanwhile);
        int unsent = publisher.giveUp();
        long expected = sum(reader -> accepted(reader).count());
        loop.runUntil(() -> isOver(expected), plan.patience(), meanwhile);
        loop.run(AFTERMATH, meanwhile); // What should not come, comes now.
        measured.finish();
        return new LoadResult(plan, failures(),
                new LoadResult.Published(outcome.accepted(), outcome.refusals(), unsent,
                        seconds(start, Math.max(end, outcome.last()))),
                new LoadResult.Delivered(expected, traffic.received(), missed(),
                        sum(reader -> reader.check().doubled()), sum(reader -> reader.check().disordered()),
                        traffic.foreign(), seconds(start, Math.max(end, traffic.last())), measured.all(),
                        measured.samples()),
                seconds(start, System.nanoTime()), cpuSeconds() - cpu);
    }

    /** Whether nothing more can come that was published. The number is asked first, as it costs nothing. */
    private boolean isOver(long expected) {
        boolean nobody = subscribers.stream().noneMatch(Subscriber::isOpen);
        return nobody || (traffic.received() >= expected && missed() == 0);
    }

    private long missed() {
        return sum(reader -> reader.missed(accepted(reader)));
    }

    private Accepted accepted(Reader reader) {
        return outcome.of(reader.topic());
    }

    private long sum(ToLongFunction<Reader> number) {
        return readers.stream().filter(Reader::isSubscribed).mapToLong(number).sum();
    }

    private Map<String, Integer> failures() {
        var failures = new TreeMap<String, Integer>();
        readers.stream()
                .map(Reader::failure)
                .filter(failure -> !failure.isEmpty())
                .forEach(failure -> failures.merge(failure, 1, Integer::sum));
        return failures;
    }

    private Loop.Turn telling(String phase, Measured measured) {
        long[] next = {System.nanoTime()};
        return now -> {
            if (now >= next[0]) {
                next[0] += SECOND;
                int open = (int) subscribers.stream().filter(Subscriber::isOpen).count();
                int failed = (int) readers.stream().filter(reader -> !reader.failure().isEmpty()).count();
                progress.accept(new Progress(phase, Duration.ofNanos(now - began), open, failed, outcome.accepted(),
                        traffic.received(), measured.p99Millis()));
            }
            return next[0];
        };
    }

    private static double seconds(long start, long end) {
        return (end - start) / 1e9;
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
