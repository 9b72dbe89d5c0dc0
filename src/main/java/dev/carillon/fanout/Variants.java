package dev.carillon.fanout;

import org.jspecify.annotations.Nullable;

/**
 * The variants of a lane's frames: a thousand subscribers whose frames are the same share one object, so that comparing them costs
 * nothing. Touched by its lane only.
 */
final class Variants {

    /** Ids of clients' own making must not be a way to make a lane hold each of them: one takes the place of another. */
    private static final int PLACES = 64;

    private final Encoder.@Nullable Variant[] shared = new Encoder.Variant[PLACES];

    Encoder.Variant of(@Nullable String subscription, WireFormat format, AckMode ackMode) {
        var variant = new Encoder.Variant(subscription, format, ackMode != AckMode.AUTO);
        int place = Math.floorMod(variant.hashCode(), PLACES);
        var same = shared[place];
        if (same != null && same.equals(variant)) {
            return same;
        }
        shared[place] = variant;
        return variant;
    }
}
