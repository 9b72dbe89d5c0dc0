package dev.carillon.notification;

import java.util.regex.Pattern;

/**
 * How far a subscriber has read a stream.
 *
 * @param epoch one life of the stream: offsets of another say nothing about this one
 * @param offset 1 for the first notification of the epoch; 0 stands before it
 */
public record Position(long epoch, long offset) {

    /** In no stream. */
    public static final Position UNKNOWN = new Position(-1, 0);

    private static final Pattern EPOCH = Pattern.compile("[0-9a-z]{1,13}");

    /** The epoch as clients see it: a text that means nothing to them, since their numbers may be too small for it. */
    public String epochText() {
        return Long.toString(epoch, Character.MAX_RADIX);
    }

    /** The epoch of such a text: any that we ever gave out is a positive long in base 36; another is none of ours. */
    public static long epoch(String text) {
        try {
            return EPOCH.matcher(text).matches() ? Long.parseLong(text, Character.MAX_RADIX) : UNKNOWN.epoch;
        } catch (NumberFormatException _) {
            return UNKNOWN.epoch; // Of thirteen digits, and too large.
        }
    }
}
