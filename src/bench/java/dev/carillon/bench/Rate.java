package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.carillon.load.Loop;

/** How much is taken of callers who each publish the next notification when the last one is answered. */
final class Rate {

    static final String PUBLISHED = "published/s";
    static final String CPU = "CPU µs each";

    static final int CALLERS = 64;

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private long accepted;
    private long refused;

    void answered(boolean isAccepted) {
        if (isAccepted) {
            accepted++;
        } else {
            refused++;
        }
    }

    /** The callers have begun: lets them go on for as long as a measurement takes. */
    Map<String, Double> measure(Loop loop, Target target) throws IOException {
        loop.run(WARM_UP, Loop.NOTHING);
        accepted = 0;
        refused = 0;
        double cpu = Proc.cpu(target.pid());
        long start = System.nanoTime();
        loop.run(Duration.ofSeconds(Options.seconds()), Loop.NOTHING);
        double seconds = (System.nanoTime() - start) / 1e9;
        var values = new LinkedHashMap<String, Double>();
        values.put(PUBLISHED, accepted / seconds);
        values.put(CPU, (Proc.cpu(target.pid()) - cpu) / accepted * 1e6);
        values.put("failures", (double) refused);
        return values;
    }
}
