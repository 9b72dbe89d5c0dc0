package dev.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.stomp.StompCommand;

/** {@code src/docs/protocol.md} says what the code does. */
class ProtocolPageTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");
    private final Page page;

    ProtocolPageTests() throws IOException {
        this.page = Page.read("src/docs/protocol.md");
    }

    @Test
    void listsEveryCodeWithItsStatusAndCloseCode() {
        var documented = page.table("code", "HTTP", "close", "when").stream().map(row -> row.subList(0, 3)).toList();
        var real = Arrays.stream(ProblemCode.values())
                .map(code -> List.of("`" + code.code() + "`",
                        "" + code.httpStatus(), "" + code.closeCode()))
                .toList();

        assertThat(documented).isEqualTo(real);
    }

    @Test
    void listsTheHeadersOfMessage() {
        try (var socket = StompSocket.connect(carillon, token)) {
            socket.send("SUBSCRIBE\nid:0\ndestination:/topic/docs.headers\nack:client\nreceipt:r\n\n")
                    .expect("RECEIPT");
            carillon.publish(token, "/topics/docs.headers/notifications", "{\"type\":\"t\",\"payload\":1}");

            assertThat(socket.expect("MESSAGE").headers().keySet())
                    .containsExactlyInAnyOrderElementsOf(page.names("header", "value"));
        }
    }

    /** None of them is unknown: each is carried out, or refused for a header that it lacks. */
    @Test
    void listsTheClientFramesThatAreTaken() {
        var serverFrames = Set.of("CONNECTED", "MESSAGE", "RECEIPT", "ERROR");
        var clientFrames = Arrays.stream(StompCommand.values())
                .map(Enum::name)
                .filter(command -> !serverFrames.contains(command))
                .toList();

        assertThat(page.names("client frame", "what it does")).containsExactlyInAnyOrderElementsOf(clientFrames);
        for (var frame : serverFrames) {
            try (var socket = StompSocket.connect(carillon, token)) {
                assertThat(socket.send(frame + "\n\n").expect("ERROR").header("code")).isEqualTo("frame-invalid");
            }
        }
    }

    @Test
    void listsTheFieldsOfTheEnvelope() {
        assertThat(page.names("field", "meaning")).containsExactlyInAnyOrder("payload", "type", "key", "ttl",
                "ephemeral", "deliverAt");
        assertThat(carillon.publish(token, "/topics/docs.fields/notifications",
                "{\"payload\":1,\"type\":\"t\",\"key\":\"k\",\"ttl\":\"PT1M\",\"ephemeral\":true}").statusCode())
                .isEqualTo(202);
        assertThat(carillon.publish(token, "/topics/docs.fields/notifications",
                "{\"payload\":1,\"deliverAt\":\"" + Instant.now().plusSeconds(60) + "\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void listsTheHeadersOfASubscriptionsReceipt() {
        try (var socket = StompSocket.connect(carillon, token)) {
            var receipt = socket
                    .send("SUBSCRIBE\nid:0\ndestination:/topic/docs.receipt\nepoch:x\noffset:1\nreceipt:r\n\n")
                    .expect("RECEIPT");

            assertThat(receipt.headers().keySet())
                    .containsExactlyInAnyOrderElementsOf(page.names("receipt header", "value"));
        }
    }

    @Test
    void listsEveryLimit() {
        var counted = Pattern.compile("carillon_limits_exceeded_total\\{limit=\"([a-z-]+)\"\\}")
                .matcher(carillon.get(carillon.management("/actuator/prometheus")).body())
                .results()
                .map(series -> series.group(1));

        assertThat(page.names("limit", "of what", "code")).containsExactlyInAnyOrderElementsOf(counted.toList());
    }

    @Test
    void listsEveryMeterOfOurs() {
        var scraped = carillon.get(carillon.management("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE carillon_"))
                .map(line -> line.split(" ")[2].replaceAll("_(total|seconds|seconds_max|max)$", ""))
                .distinct()
                .toList();
        var documented = page.names("meter", "kind", "tags").stream().map(name -> name.replace('.', '_')).toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(scraped);
    }
}
