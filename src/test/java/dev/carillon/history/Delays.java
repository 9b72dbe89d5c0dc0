package dev.carillon.history;

import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long notifications took from their publishers to the subscribers who were there all the time. Thread-safe. */
final class Delays {

    private record Delay(long begun, long arrived) {

        long nanos() {
            return arrived - begun;
        }
    }

    private final Queue<Delay> delays = new ConcurrentLinkedQueue<>();

    void add(long begun, long arrived) {
        delays.add(new Delay(begun, arrived));
    }

    /** For people: what is usual while all is well, and the worst then and in each kind of trouble. */
    String told(Spells spells) {
        var worst = new TreeMap<String, Long>();
        var quiet = delays.stream().filter(delay -> {
            var troubles = spells.touching(delay.begun(), delay.arrived());
            troubles.forEach(trouble -> worst.merge(trouble, delay.nanos(), Math::max));
            return troubles.isEmpty();
        }).mapToLong(Delay::nanos).sorted().toArray();
        return "from a publisher to a steady subscriber: median " + share(quiet, 0.5) + ", 99 % " + share(quiet, 0.99)
                + ", at most " + share(quiet, 1) + worst(worst);
    }

    private static String worst(Map<String, Long> worst) {
        var text = new StringBuilder();
        worst.forEach((trouble, nanos) -> text.append("; ")
                .append(trouble)
                .append(": at most ")
                .append(
                        Longest.seconds(nanos)));
        return text.toString();
    }

    private static String share(long[] sorted, double share) {
        return sorted.length == 0 ? "-" : Longest.seconds(sorted[(int) Math.round(share * (sorted.length - 1))]);
    }
}
