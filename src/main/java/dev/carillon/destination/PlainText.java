package dev.carillon.destination;

/** What people and programs may be called by: text of one line that every database and every client has the same of. */
public final class PlainText {

    static final int MAX_LENGTH = 255;

    private PlainText() {}

    /** What a decoder puts in the place of what it cannot read. */
    private static final int REPLACEMENT = 0xfffd;

    /** Whether it is 1 to 255 characters, none of them a control character, half of a surrogate pair or U+FFFD. */
    public static boolean isPlain(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH
                && text.codePoints().noneMatch(PlainText::isUnprintable);
    }

    /** UTF-8 has no half of a pair, so it would be stored as another character; one that was not UTF-8 was another (CWE-176). */
    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || character == REPLACEMENT
                || Character.getType(character) == Character.SURROGATE;
    }
}
