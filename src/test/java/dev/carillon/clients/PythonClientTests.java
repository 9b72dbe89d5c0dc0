package dev.carillon.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;

import dev.carillon.Machine;

/** Frames of our own over a WebSocket library of Python's. */
class PythonClientTests extends ClientContract {

    @Override
    Follower start(Map<String, String> environment) throws Exception {
        assumeTrue(Python.has("websocket"),
                () -> Machine.skipped("client guide, Python", "no python3 with the module websocket"));
        return Program.start(
                new ProcessBuilder(Python.COMMAND, Program.EXAMPLES.resolve("python/follow.py").toString()),
                environment);
    }
}
