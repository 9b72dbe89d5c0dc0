package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The tests of src/client, installed as npm would and with a service to talk to. */
class BrowserClientTests {

    private static final Path CLIENT = Path.of("src/client");

    private final RunningCarillon carillon = RunningCarillon.shared();

    @Test
    void passItsOwnTests(@TempDir Path directory) throws IOException, InterruptedException {
        Node.assume("tests of the browser client");
        Node.installStompjs(directory);
        FileSystemUtils.copyRecursively(CLIENT, directory.resolve("client"));

        var arguments = new ArrayList<>(List.of("--test", "--test-timeout=60000"));
        try (var tests = Files.newDirectoryStream(CLIENT.resolve("test"), "*.test.js")) {
            tests.forEach(test -> arguments.add("test/" + test.getFileName()));
        }
        var node = Node.run(directory.resolve("client"), arguments).redirectErrorStream(true);
        node.environment()
                .putAll(Map.of("CARILLON_URL", carillon.ws().toString(), "CARILLON_TOKENS_HMAC_SECRET",
                        TestTokens.SECRET));
        var process = node.start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).as("those against the service were run").contains("goes on after a position");
    }

    /** Without a bundler nobody resolves a bare name, and a declaration that is not served helps no editor. */
    @Test
    void isServed() {
        for (var name : List.of("carillon.js", "carillon.d.ts", "connection.js")) {
            assertThat(carillon.get(carillon.http("/client/" + name)).statusCode()).as(name).isEqualTo(200);
        }
        assertThat(carillon.get(carillon.http("/client/stompjs.js")).body()).contains("from '../webjars/");
    }
}
