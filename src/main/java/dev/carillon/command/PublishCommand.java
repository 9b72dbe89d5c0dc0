package dev.carillon.command;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes one notification, and prints what the service answers. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = {
    "Publishes one notification and prints the answer: its id and its position.",
    ""}, footerHeading = "%nExamples:%n", footer = {
        "  carillon publish --topic orders.eu --type order.shipped '{\"order\":42}'",
        "  carillon publish --user alice --ttl 10m 'Your order is on its way'",
        "  date | carillon publish --url https://carillon.example.org --topic clock --key now -"})
final class PublishCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private PublishTarget target = new PublishTarget();

    @Option(names = "--type", paramLabel = "TYPE", description = "what kind of event it is")
    private @Nullable String type;

    @Option(names = "--ttl", paramLabel = "TIME", description = "after which nobody gets it any more: 10m, PT10M")
    private @Nullable Duration ttl;

    @Option(names = "--key", paramLabel = "KEY", description = "it takes the place of older ones of this key")
    private @Nullable String key;

    @Option(names = "--ephemeral", description = "for those who are there now; it is not stored")
    private boolean ephemeral;

    @Option(names = "--deliver-at", paramLabel = "TIME", description = "it is published then: 2027-01-01T00:00:00Z")
    private @Nullable Instant deliverAt;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "of those with one key only the first happens")
    private @Nullable String idempotencyKey;

    @Option(names = "--content-type", paramLabel = "TYPE", description = "of the payload (default: seen from it: JSON, text, or neither)")
    private @Nullable String contentType;

    @Parameters(paramLabel = "PAYLOAD", description = "the payload itself; - is stdin, @FILE a file")
    private String payload = "";

    @Override
    public Integer call() throws InterruptedException {
        var address = service.address();
        if (Payloads.isStdin(payload)) {
            service.requireStdin();
        }
        var request = request(address, body());
        try (var client = service.client()) {
            var answer = answer(client.send(request, BodyHandlers.ofString()));
            if (!answer.isSuccess()) {
                throw Refusal.of(answer.status(), answer.body());
            }
            spec.commandLine().getOut().println(answer.body());
            return ExitStatus.DONE.code();
        } catch (IOException fault) {
            throw Unreachable.from(address, fault);
        }
    }

    private PublishBody body() {
        var given = Payloads.read(payload, contentType);
        if (target.named().isPresent() && !PublishBody.isEnveloped(given.contentType())) {
            throw Failure.misused("To a user whose name does not fit into a path, only JSON can be published.");
        }
        return PublishBody.of(given, properties());
    }

    private PublishAnswer answer(HttpResponse<String> response) {
        var answer = new PublishAnswer(response.statusCode(), response.body());
        return target.named().isPresent() ? answer.ofOne() : answer;
    }

    private HttpRequest request(ServiceAddress address, PublishBody body) {
        try {
            var request = HttpRequest.newBuilder(address.http(target.path() + target.query(body.query())))
                    .timeout(PATIENCE)
                    .header("Content-Type", body.contentType())
                    .POST(BodyPublishers.ofByteArray(body.bytes()));
            service.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
            if (idempotencyKey != null) {
                request.header("Idempotency-Key", idempotencyKey);
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw Failure.misused("Not a header: " + e.getMessage() + ".");
        }
    }

    private Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        target.named().ifPresent(destination -> properties.put("destinations", List.of(destination)));
        put(properties, "type", type);
        put(properties, "key", key);
        put(properties, "ttl", ttl);
        put(properties, "ephemeral", ephemeral ? Boolean.TRUE : null);
        put(properties, "deliverAt", deliverAt);
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value instanceof Boolean ? value : value.toString());
        }
    }
}
