package dev.carillon.fanout;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The variants of a lane's frames, each once: a thousand subscribers whose frames are the same share it. Touched by its lane only. */
final class Variants {

    /** Ids of clients' own making must not be a way to make a lane hold each of them: beyond, equal ones are just equal. */
    private static final int MAX_SHARED = 64;

    private final Map<Encoder.Variant, Encoder.Variant> shared = new HashMap<>();

    Encoder.Variant of(@Nullable String subscription, WireFormat format, AckMode ackMode) {
        var variant = new Encoder.Variant(subscription, format, ackMode != AckMode.AUTO);
        return shared.size() < MAX_SHARED
                ? shared.computeIfAbsent(variant, Function.identity())
                : shared.getOrDefault(variant, variant);
    }
}
