package dev.carillon.history;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What was in trouble, and when. Thread-safe. */
final class Spells {

    /** What clients may see of it when it is over. */
    private static final long AFTERMATH = TimeUnit.SECONDS.toNanos(5);

    private static final class Spell {

        private final String of;
        private final String what;
        private final long from = System.nanoTime();
        private volatile long until = Long.MAX_VALUE;

        private Spell(String of, String what) {
            this.of = of;
            this.what = what;
        }

        private boolean isOn() {
            return until == Long.MAX_VALUE;
        }

        private boolean touches(long begin, long end) {
            return from <= end && (isOn() || begin <= until + AFTERMATH);
        }
    }

    private final Queue<Spell> spells = new ConcurrentLinkedQueue<>();
    private volatile long changed = System.nanoTime();
    private volatile String last = "start";

    /**
     * @param of a node's name, or {@link RabbitBroker#NAME}, or {@link PostgresStore#NAME}
     * @param what the same for all of its kind
     */
    void begin(String of, String what) {
        var spell = new Spell(of, what);
        spells.add(spell);
        last = what + ", " + of;
        changed = spell.from;
    }

    void end(String of) {
        long now = System.nanoTime();
        spells.stream().filter(spell -> spell.isOn() && spell.of.equals(of)).forEach(spell -> {
            spell.until = now;
            last = "after " + spell.what + ", " + spell.of;
        });
        changed = now;
    }

    boolean isOn(String of) {
        return spells.stream().anyMatch(spell -> spell.isOn() && spell.of.equals(of));
    }

    /** Whether that was in trouble then, or shortly before. */
    boolean cover(String of, long at) {
        return spells.stream().anyMatch(spell -> spell.of.equals(of) && spell.touches(at, at));
    }

    /** What kinds of trouble there were in that time, or shortly before. */
    List<String> touching(long from, long until) {
        return spells.stream().filter(spell -> spell.touches(from, until)).map(spell -> spell.what).distinct().toList();
    }

    /** How many there were of each kind. */
    Map<String, Long> counts() {
        return spells.stream().collect(Collectors.groupingBy(spell -> spell.what, TreeMap::new, Collectors.counting()));
    }

    /** When something last began or ended. */
    long changed() {
        return changed;
    }

    /** What that was, for people. */
    @Override
    public String toString() {
        return last;
    }
}
