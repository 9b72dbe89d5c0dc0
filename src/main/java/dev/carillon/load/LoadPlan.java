package dev.carillon.load;

import java.time.Duration;

/**
 * How much load, and for how long.
 *
 * @param server which server, and whether what is published is stored there
 * @param connections subscribers, of one topic each
 * @param topics {@code load.0}, {@code load.1} …, which take turns
 * @param rate notifications published in a second
 * @param connectRate connections opened in a second
 * @param warmUp how long before it is measured
 * @param duration how long it is measured
 * @param patience how long to wait for a connection, for answers, and then for what is on its way
 */
public record LoadPlan(Server server, int connections, int topics, int rate, int connectRate, Duration warmUp,
        Duration duration, Duration patience) {

    private static final int MIN_PAYLOAD = Wire.STAMP + Wire.RUN;
    private static final int MAX_PAYLOAD = 60_000;

    /** @throws IllegalArgumentException where a number makes no sense */
    public LoadPlan {
        require(connections >= 1, "--connections is 1 or more");
        require(topics >= 1 && topics <= connections,
                "--topics is 1 to --connections, or nobody would read some of them");
        require(rate >= 1 && connectRate >= 1, "--rate and --connect-rate are 1 or more, a second");
        require(!warmUp.isNegative(), "--warm-up is no less than 0s");
        require(duration.toMillis() >= 1000, "--duration is 1s or longer");
        require(patience.isPositive(), "--patience is more than 0s");
        require(server.payload() >= MIN_PAYLOAD && server.payload() <= MAX_PAYLOAD,
                "--size is " + MIN_PAYLOAD + " to " + MAX_PAYLOAD
                        + " bytes: it holds the time at which it was to be published, and of which run it is");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    String topic(int number) {
        return "load." + number % topics;
    }
}
