package dev.carillon.history;

/** Runs once as the command line says, prints what was found, and fails if that is anything. */
public final class HistoryCheck {

    private HistoryCheck() {}

    /** Takes its options as system properties, see {@link Options}. */
    public static void main(String[] arguments) {
        var options = Options.ofSystem();
        IO.println(options);
        var report = HistoryRun.run(options);
        IO.println(report);
        System.exit(report.findings().isEmpty() ? 0 : 1);
    }
}
