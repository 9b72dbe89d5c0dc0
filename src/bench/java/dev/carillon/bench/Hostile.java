package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.carillon.bench.hostile.Crowd;
import dev.carillon.load.Loop;
import dev.carillon.load.StreamCheck;
import dev.carillon.load.Subscriber;

/** 500 subscribers of a paced topic, by themselves, then beside 50 clients that each abuse the server in a way of their own. */
final class Hostile {

    static final String NAME = "hostile, 50 clients beside 500 subscribers, 50/s";
    static final String RATIO = "p99 ÷ quiet";
    static final String SERVER = "cores of the server";

    private static final int SUBSCRIBERS = 500;
    private static final int CLIENTS = 50;
    private static final int WARM_UP_WINDOW = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration HOSTILE = Duration.ofSeconds(Options.hostileSeconds());
    private static final Duration QUIET = HOSTILE.dividedBy(2);

    /** Below the 25 s that CONNECT promises. */
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(20);

    /** What was opened is gone when the longest of the server's own timeouts is over, 30 s for a request. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS = 40;

    /** What was seen of subscribers and publisher for some time. */
    private record Stretch(double p50, double p99, double serverCores, double clientCores) {}

    private final Swarm swarm;
    private final Target target;
    private final Loop.Turn beats;
    private final List<StreamCheck> checks;

    private Hostile(Swarm swarm, Target target) {
        this.swarm = swarm;
        this.target = target;
        this.beats = swarm.beats(HEARTBEAT);
        this.checks = swarm.subscribers.stream().map(_ -> new StreamCheck()).toList();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            swarm.subscribers.get(i).onMessage(checks.get(i));
        }
    }

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(SUBSCRIBERS, 50, _ -> Swarm.TOPIC);
            swarm.reach(List.of(Swarm.TOPIC));
            return new Hostile(swarm, target).run();
        }
    }

    private Map<String, Double> run() throws IOException {
        swarm.loop.run(WARM_UP, swarm.saturate(SUBSCRIBERS, WARM_UP_WINDOW));
        requireAll();
        pace(WARM_UP);
        var before = Footprint.of(target.pid(), "before");
        var quiet = pace(QUIET);
        var crowd = new Crowd(CLIENTS, target.port(), Swarm.TOPIC, Options.hostileKind());
        Stretch hostile;
        double crowdCores;
        try (crowd) {
            hostile = pace(HOSTILE);
            crowdCores = crowd.cpu() / HOSTILE.toSeconds();
        } finally {
            Files.writeString(Children.DIRECTORY.resolve("hostile.txt"), crowd.report());
        }
        require(crowd.unmet().isEmpty(), crowd.unmet().toString());
        var left = leavings(before);
        require(!left.isLeak(), "more is held than before: " + left);
        var values = new LinkedHashMap<String, Double>();
        values.put("p50 ms, quiet", quiet.p50());
        values.put("p99 ms, quiet", quiet.p99());
        values.put("p50 ms, hostile", hostile.p50());
        values.put("p99 ms, hostile", hostile.p99());
        values.put(RATIO, hostile.p99() / quiet.p99());
        values.put("missed, again or late", (double) missed() + outOfOrder());
        values.put("cores of the server, quiet", quiet.serverCores());
        values.put(SERVER, hostile.serverCores());
        values.put("cores of the subscribers", hostile.clientCores() - crowdCores);
        values.put("cores of the hostile", crowdCores);
        values.put("heap MB more", left.heap() / 1024.0 / 1024);
        values.put("threads more", (double) left.threads());
        values.put("descriptors more", (double) left.descriptors());
        return values;
    }

    private Stretch pace(Duration duration) throws IOException {
        double server = Proc.cpu(target.pid());
        double clients = Proc.selfCpu();
        swarm.loop.run(duration, swarm.pace(Paced.PER_SECOND, _ -> Swarm.TOPIC).and(beats));
        double seconds = duration.toSeconds();
        double serverCores = (Proc.cpu(target.pid()) - server) / seconds;
        double clientCores = (Proc.selfCpu() - clients) / seconds;
        swarm.drain(SUBSCRIBERS);
        var stretch = new Stretch(swarm.traffic.millis(50), swarm.traffic.millis(99), serverCores, clientCores);
        requireAll();
        return stretch;
    }

    /** Each of them has got everything, once and in order, and is still there. */
    private void requireAll() throws IOException {
        boolean all = swarm.drain(SUBSCRIBERS);
        swarm.settle();
        var closed = swarm.subscribers.stream().filter(Subscriber::isClosed).map(Subscriber::closeCode).toList();
        require(all && closed.isEmpty() && missed() == 0 && outOfOrder() == 0,
                missed() + " missed, " + outOfOrder() + " again or late, closed with " + closed);
    }

    private long outOfOrder() {
        return checks.stream().mapToLong(check -> check.doubled() + check.disordered()).sum();
    }

    private long missed() {
        long head = checks.stream().mapToLong(StreamCheck::last).max().orElseThrow();
        return checks.stream().mapToLong(check -> check.missed() + head - check.last()).sum();
    }

    /** What is still held of them, in the end; subscribers go on, since they are not to notice that either. */
    private Footprint leavings(Footprint before) throws IOException {
        for (int i = 0; i < LOOKS && (Proc.descriptors(target.pid()) > before.descriptors()
                || Proc.threads(target.pid()) > before.threads()); i++) {
            pace(LOOK);
        }
        return Footprint.of(target.pid(), "after").minus(before);
    }

    private static void require(boolean held, String otherwise) throws IOException {
        if (!held) {
            throw new IOException(otherwise);
        }
    }
}
