package dev.carillon.command;

import java.time.Duration;

import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.TypeConversionException;

/** {@code 90s}, {@code 1h} or {@code PT1H30M}. */
final class DurationText {

    private DurationText() {}

    static Duration parse(String text) {
        try {
            if (!text.matches("[0-9]+")) { // Which Spring takes for milliseconds.
                return DurationStyle.detectAndParse(text);
            }
        } catch (IllegalArgumentException | ArithmeticException _) {
            // It is said below.
        }
        throw new TypeConversionException("'" + text + "' is no time like 90s, 15m, 1h, 30d or PT1H30M");
    }
}
