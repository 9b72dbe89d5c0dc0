package dev.carillon.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

import dev.carillon.load.Progress;

/** One line that is written over on a terminal; elsewhere a line every few seconds. */
final class ProgressLine implements Consumer<Progress> {

    private static final int EVERY = 5;

    private final PrintWriter notes;
    private final boolean terminal;
    private String last = "";
    private String phase = "";
    private int told;

    ProgressLine(PrintWriter notes, boolean terminal) {
        this.notes = notes;
        this.terminal = terminal;
    }

    @Override
    public void accept(Progress at) {
        var line = String.format(Locale.ROOT,
                "%s, %d s: %,d connections, %,d failed, %,d published, %,d delivered, p99 %.2f ms", at.phase(),
                at.elapsed().toSeconds(), at.open(), at.failed(), at.published(), at.delivered(), at.p99Millis());
        if (terminal) {
            notes.print("\r" + line + " ".repeat(Math.max(0, last.length() - line.length())));
            notes.flush();
            last = line;
        } else if (told++ % EVERY == 0 || !at.phase().equals(phase)) {
            notes.println(line);
        }
        phase = at.phase();
    }

    /** What follows begins a line. */
    void end() {
        if (terminal) {
            notes.println();
        }
    }
}
