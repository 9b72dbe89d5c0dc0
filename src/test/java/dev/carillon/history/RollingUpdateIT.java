package dev.carillon.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.carillon.Machine;
import org.junit.jupiter.api.Test;

/** Two nodes behind a proxy are restarted one after the other, as by an update: a thousand subscribers, and publishing goes on. */
class RollingUpdateIT {

    private static final int SUBSCRIBERS = 1000;
    private static final int TOPICS = 10;
    private static final int PUBLISHERS = 2;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RATE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RESTART = 1012;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<String> DRAIN = List.of("--carillon.drain.rate=" + RATE, "--carillon.drain.delay=2s",
            "--carillon.drain.timeout=2m");

    private final SplittableRandom random = new SplittableRandom();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> heads = new ConcurrentHashMap<>();
    /** How long each publish took that was answered well, in nanoseconds. */
    private final Queue<Long> published = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    @Test
    void nobodyMissesAnythingAndNoPublishFails() {
        var options = Options.update();
        try (var backing = Backing.open(options);
                var nodes = Nodes.start(options,
                        Stream.concat(backing.settings().stream(), DRAIN.stream()).toList());
                var proxy = HaProxy.before(nodes.all())) {
            update(nodes, new Nodes(List.of(nodes.all().getFirst().behind(proxy.port())), new AtomicInteger()));
        } catch (Impossible reason) {
            abort(Machine.skipped("rolling update behind a proxy", reason.getMessage()));
        }
    }

    private void update(Nodes nodes, Nodes proxy) {
        var followers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> new Follower(new Home(proxy, random.split()), "update-" + i % TOPICS, random.split()))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            followers.forEach(threads::submit);
            await().atMost(PATIENCE).until(() -> followers.stream().allMatch(Follower::isSubscribed));
            IntStream.range(0, PUBLISHERS)
                    .forEach(i -> threads.submit(() -> publish(i, new Rest(new Home(proxy, random.split())))));
            var rates = nodes.all().stream().map(node -> restart(node, followers)).toList();
            stopped = true;
            await().atMost(PATIENCE)
                    .until(() -> followers.stream()
                            .allMatch(follower -> follower.hasReached(heads.getOrDefault(follower.topic(), 0L))));
            System.out.println(told(nodes, rates));
            followers.forEach(Follower::stop);
        }
        assertThat(failures).as("publishes that failed").isEmpty();
        assertThat(followers.stream().flatMap(follower -> follower.wrong().stream())).as("what was missed").isEmpty();
    }

    private String told(Nodes nodes, List<Rates> rates) {
        var took = published.stream().sorted().map(nanos -> nanos / NANOS).toList();
        return "A rolling update of %d nodes behind a proxy: %d subscribers, %d publishes in %.3f s (median), %.3f s (99 %%), %.3f s at most, %d failed; of %d closes a second that are allowed %s"
                .formatted(nodes.all().size(), SUBSCRIBERS, took.size(), took.get(took.size() / 2),
                        took.get(took.size() * 99 / 100), took.getLast(), failures.size(), RATE, rates);
    }

    private void publish(int number, Rest rest) {
        for (int i = 0; !stopped; i++) {
            var topic = "update-" + i % TOPICS;
            long begun = System.nanoTime();
            var reply = rest.post("/topics/" + topic + "/notifications", "x".getBytes(StandardCharsets.US_ASCII),
                    "Content-Type", "text/plain", "Idempotency-Key", number + "-" + i);
            if (reply instanceof Rest.Reply.Answered(int status, var answer) && status == 201) {
                published.add(System.nanoTime() - begun);
                heads.merge(topic, answer.path("offset").asLong(), Math::max);
            } else {
                failures.add("" + reply);
            }
            LockSupport.parkNanos(random.nextInt(100) == 0 ? 0 : PAUSE);
        }
    }

    private Rates restart(Node node, List<Follower> followers) {
        followers.forEach(follower -> follower.ends().clear());
        assertThat(node.process().terminate(PATIENCE)).as("it ends").isTrue();
        var ends = followers.stream().flatMap(follower -> follower.ends().stream()).toList();
        node.process().start();
        node.process().awaitListening();
        await().atMost(PATIENCE).until(() -> followers.stream().allMatch(Follower::isSubscribed));
        assertThat(ends).as("sessions that were ended")
                .isNotEmpty()
                .allSatisfy(end -> assertThat(end.code()).isEqualTo(RESTART));
        var rates = Rates.of(ends.stream().map(Follower.End::at).sorted().toList());
        assertThat(rates.average).isLessThanOrEqualTo(RATE);
        return rates;
    }

    /** @param peak in the second in which there were most, as they came to the clients */
    private record Rates(int closes, long average, int peak) {

        static Rates of(List<Long> times) {
            int peak = 0;
            for (int i = 0, j = 0; j < times.size(); j++) {
                while (times.get(j) - times.get(i) > NANOS) {
                    i++;
                }
                peak = Math.max(peak, j - i + 1);
            }
            return new Rates(times.size(), Math.round(times.size() / ((times.getLast() - times.getFirst()) / NANOS)),
                    peak);
        }
    }
}
