package dev.carillon.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.SpecificationVersion;
import dev.carillon.docs.Page;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.stomp.StompCommand;
import tools.jackson.databind.JsonNode;

/** {@code asyncapi.yaml} is what AsyncAPI takes, and says what the code and {@code protocol.md} say. */
class AsyncApiDocumentTests {

    private static final JsonNode DOCUMENT = FrameContract.document();
    private static final JsonNode MESSAGES = DOCUMENT.at("/components/messages");

    private final Page protocol;

    AsyncApiDocumentTests() throws IOException {
        this.protocol = Page.read("src/docs/protocol.md");
    }

    @Test
    void isADocumentOfAsyncApi() throws IOException, InterruptedException {
        var schema = NpmPackage.ASYNCAPI.json("schemas/" + DOCUMENT.get("asyncapi").asString() + ".json");

        new Schemas(SpecificationVersion.DRAFT_7, Map.of("asyncapi.json", schema)).require("asyncapi.json", DOCUMENT,
                "asyncapi.yaml");
    }

    /** What neither of the documents has is a handshake's: that of a browser, or of nobody. */
    @Test
    void hasTheCodesOfTheService() {
        var all = Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList();
        var some = new TreeSet<>(Set.of("method-not-allowed", "upgrade-required"));
        RestContract.document()
                .at("/components/responses")
                .forEach(refusal -> some.addAll(RestContract.codes(refusal)));
        some.addAll(strings(MESSAGES.at("/error/headers/properties/code/enum")));

        assertThat(some).containsExactlyInAnyOrderElementsOf(all);
        assertThat(strings(SchemaFiles.all().get("problem").at("/$defs/problemCode/enum"))).isEqualTo(all);
    }

    @Test
    void hasTheCloseCodesOfTheServiceAndOfThePage() {
        var page = Pattern.compile("(?<!\\d)(10[01]\\d|4[45]\\d\\d)(?!\\d)")
                .matcher(String.join("\n", protocol.lines()))
                .results()
                .map(code -> Integer.valueOf(code.group()));

        assertThat(FrameContract.closeCodes()).containsAll(Arrays.stream(ProblemCode.values())
                .map(ProblemCode::closeCode)
                .toList()).containsAll(page.toList());
    }

    @Test
    void hasTheCommandsOfStomp() {
        var names = MESSAGES.valueStream().map(message -> message.get("name").asString()).distinct();

        assertThat(names).containsExactlyInAnyOrderElementsOf(Arrays.stream(StompCommand.values())
                .map(Enum::name)
                .toList());
        assertThat(names(MESSAGES.valueStream())).containsAll(protocol.names("client frame", "what it does"));
    }

    @Test
    void hasTheHeadersOfThePage() {
        assertThat(headers("notification")).containsExactlyInAnyOrderElementsOf(protocol.names("header", "value"));
        assertThat(headers("subscribed"))
                .containsExactlyInAnyOrderElementsOf(protocol.names("receipt header", "value"));
    }

    /** What the page names in the row of a client's frame stands in that frame: as a header, or as one of its values. */
    @Test
    void hasTheHeadersOfClientFrames() {
        var code = Pattern.compile("`([a-z-]+)`");
        for (var row : protocol.table("client frame", "what it does")) {
            code.matcher(row.get(1)).results().map(name -> name.group(1)).forEach(name -> {
                var frames = Stream.of(row.get(0).replace("`", "").split(", ")).flatMap(this::frames);
                assertThat(frames).as(name + " of " + row.get(0))
                        .anySatisfy(frame -> assertThat(frame.toString())
                                .contains("\"" + name + "\""));
            });
        }
    }

    @Test
    void examplesKeepTheirSchemas() {
        MESSAGES.properties().forEach(message -> message.getValue().path("examples").forEach(example -> {
            var pointer = "asyncapi.yaml#/components/messages/" + message.getKey();
            FrameContract.schemas().require(pointer + "/headers", example.get("headers"), message.getKey());
            if (message.getValue().has("payload")) {
                FrameContract.schemas().require(pointer + "/payload", example.get("payload"), message.getKey());
                if (example.at("/headers/content-length").isString()) {
                    assertThat(example.at("/headers/content-length").asString()).as(message.getKey())
                            .isEqualTo("" + example.get("payload").toString().length());
                }
            }
        }));
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private Stream<JsonNode> frames(String command) {
        return MESSAGES.valueStream()
                .filter(message -> message.get("name").asString().equals(command))
                .map(message -> resolved(message.get("headers")));
    }

    private static Collection<String> names(Stream<JsonNode> messages) {
        return new TreeSet<>(messages.map(message -> message.get("name").asString()).toList());
    }

    private static List<String> headers(String message) {
        return List.copyOf(resolved(MESSAGES.get(message).get("headers")).get("properties").propertyNames());
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asString().substring(1)) : node;
    }
}
