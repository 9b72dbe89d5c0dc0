package dev.carillon.bench;

/**
 * Whether a server has stopped to get cheaper from round to round: until then its compiler is at work on the same two cores, and
 * is most of what would be measured.
 */
final class Settling {

    /** What a round must be cheaper by to count: less than that is noise. */
    private static final double CHEAPER = 0.95;
    private static final int ROUNDS = 2;
    private static final int MAX_ROUNDS = 20;

    private double least = Double.MAX_VALUE;
    private int since;
    private int rounds;

    /** Takes what the next round cost; NaN for one that failed. */
    boolean isSettled(double cost) {
        since++;
        if (cost < least * CHEAPER) {
            least = cost;
            since = 0;
        }
        return since == ROUNDS || ++rounds == MAX_ROUNDS;
    }
}
