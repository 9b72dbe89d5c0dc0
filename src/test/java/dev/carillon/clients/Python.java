package dev.carillon.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.carillon.Machine;

/** The Python that has the distribution's modules; another one may come first on the path. */
final class Python {

    static final String COMMAND = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

    private Python() {}

    static boolean has(String module) throws IOException, InterruptedException {
        return Machine.has("python3")
                && new ProcessBuilder(COMMAND, "-c", "import " + module).start().waitFor() == 0;
    }
}
