package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library that browsers use, under Node. */
class StompJsClientTests {

    private static final String SCRIPT = """
            import { Client } from '@stomp/stompjs';
            const [url, token] = process.argv.slice(2);
            const client = new Client({ brokerURL: url, connectHeaders: { Authorization: `Bearer ${token}` } });
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
        Node.assume("@stomp/stompjs in Node");
        Node.installStompjs(directory);
        Files.writeString(directory.resolve("client.mjs"), SCRIPT);

        var node = Node.run(directory, List.of("client.mjs", carillon.ws().toString(), token))
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
}
