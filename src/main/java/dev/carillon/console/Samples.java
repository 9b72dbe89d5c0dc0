package dev.carillon.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;

/**
 * What was measured many times.
 *
 * @param sum in seconds, where it is times that were measured
 * @param buckets ascending; none where there is no histogram
 */
record Samples(long count, double sum, List<Bucket> buckets) {

    /** How many samples were not above a value, in the unit of the sum. */
    record Bucket(double upTo, double count) {}

    static Samples of(Timer timer) {
        var snapshot = timer.takeSnapshot();
        return new Samples(snapshot.count(), snapshot.total(TimeUnit.SECONDS), Arrays.stream(snapshot.histogramCounts())
                .map(bucket -> new Bucket(bucket.bucket(TimeUnit.SECONDS), bucket.count()))
                .toList());
    }

    static Samples of(DistributionSummary summary) {
        var snapshot = summary.takeSnapshot();
        return new Samples(snapshot.count(), snapshot.total(), Arrays.stream(snapshot.histogramCounts())
                .map((CountAtBucket bucket) -> new Bucket(bucket.bucket(), bucket.count()))
                .toList());
    }

    /** With another series of the same meter, which has the same buckets. */
    Samples plus(Samples other) {
        var sums = new ArrayList<Bucket>();
        for (int i = 0; i < buckets.size(); i++) {
            sums.add(new Bucket(buckets.get(i).upTo(), buckets.get(i).count() + other.buckets.get(i).count()));
        }
        return new Samples(count + other.count, sum + other.sum, sums);
    }
}
