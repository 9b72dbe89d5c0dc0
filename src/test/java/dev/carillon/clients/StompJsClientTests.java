package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The library that browsers use, under Node. */
class StompJsClientTests {

    private static final String SCRIPT = """
            import stompjs from './stomp.cjs';
            const [url, token] = process.argv.slice(2);
            const client = new stompjs.Client({ brokerURL: url, connectHeaders: { Authorization: `Bearer ${token}` } });
            client.onConnect = () => {
              client.subscribe('/topic/clients.node', (message) => {
                console.log(`${message.headers.type} ${message.headers.timestamp} ${message.body}`);
                client.deactivate();
              }, { receipt: 'subscribed' });
              client.watchForReceipt('subscribed', () => console.log('subscribed'));
            };
            client.onStompError = (frame) => { console.log(frame.headers.code); process.exit(1); };
            client.activate();
            """;

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    @Test
    void receivesWhatRestPublished(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(hasNode(), () -> Machine.skipped("@stomp/stompjs in Node", "no Node 20.10 or later on the path"));
        copyLibrary(directory);
        Files.writeString(directory.resolve("client.mjs"), SCRIPT);

        var node = new ProcessBuilder("node", "--experimental-websocket", "client.mjs", carillon.ws().toString(), token)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = node.inputReader()) {
            assertThat(output.readLine()).isEqualTo("subscribed");
            carillon.publish(token, "/topics/clients.node/notifications",
                    "{\"type\":\"a:b\",\"payload\":{\"text\":\"grüße\"}}");
            assertThat(output.readLine()).matches("a:b \\d{4}-\\d\\d-\\d\\dT.*Z \\{\"text\":\"grüße\"}");
        }
        assertThat(node.waitFor()).isZero();
    }

    private static boolean hasNode() throws IOException {
        return Machine.has("node") && new ProcessBuilder("node", "--experimental-websocket", "-e", "new WebSocket;")
                .redirectErrorStream(true)
                .start()
                .inputReader()
                .lines()
                .anyMatch(line -> line.contains("TypeError"));
    }

    private static void copyLibrary(Path directory) throws IOException {
        var bundle = new PathMatchingResourcePatternResolver()
                .getResources("classpath:META-INF/resources/webjars/stomp__stompjs/*/bundles/stomp.umd.min.js")[0];
        Files.write(directory.resolve("stomp.cjs"), bundle.getContentAsByteArray());
    }
}
