package dev.carillon.history;

import java.io.IOException;
import java.util.Collection;
import java.util.stream.Stream;

/** What Java itself cannot do. */
final class Shell {

    private static final int NOT_FOUND = 127;

    private Shell() {}

    /** The command's status. */
    static int run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
        } catch (IOException _) {
            return NOT_FOUND;
        }
    }

    static void signal(String signal, Collection<ProcessHandle> processes) {
        var pids = processes.stream().map(process -> "" + process.pid());
        run(Stream.concat(Stream.of("kill", "-" + signal), pids).toArray(String[]::new));
    }
}
