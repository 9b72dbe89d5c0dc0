package dev.carillon.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.carillon.Machine;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events by curl. */
class CurlClientTests extends ClientContract {

    @TempDir
    private Path directory;

    @Override
    Follower start(Map<String, String> environment) {
        assumeTrue(Machine.has("sh") && Machine.has("curl"),
                () -> Machine.skipped("client guide, curl", "no sh and curl on the path"));
        var withPosition = new HashMap<>(environment);
        withPosition.put("POSITION", directory.resolve("position").toString());
        var program = Program.start(new ProcessBuilder(Program.EXAMPLES.resolve("curl/follow").toString()),
                withPosition);
        return new Follower() {

            /** It prints the whole of an event. */
            @Override
            public String next() {
                var line = program.next();
                return line.startsWith("{") ? JsonMapper.shared().readTree(line).path("payload").toString() : line;
            }

            @Override
            public void until(BooleanSupplier condition) {
                program.until(condition);
            }

            @Override
            public void close() {
                program.close();
            }
        };
    }

    @Override
    boolean renewsInBand() {
        return false;
    }
}
