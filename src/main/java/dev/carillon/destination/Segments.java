package dev.carillon.destination;

import java.util.regex.Pattern;

/** The grammar of names: {@code [A-Za-z0-9_-]{1,64}}. */
final class Segments {

    private static final String SEGMENT = "[A-Za-z0-9_-]{1,64}";
    private static final Pattern ONE = Pattern.compile(SEGMENT);
    private static final Pattern DOTTED = Pattern.compile(SEGMENT + "(\\." + SEGMENT + ")*+");

    private Segments() {}

    static boolean isOne(String text) {
        return ONE.matcher(text).matches();
    }

    static boolean areDotted(String text) {
        return DOTTED.matcher(text).matches();
    }
}
