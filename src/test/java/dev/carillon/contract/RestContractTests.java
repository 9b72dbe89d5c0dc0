package dev.carillon.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import com.nimbusds.jose.JOSEException;
import dev.carillon.Api;
import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every answer that the document of the REST API has is given, with every code; that each is as it says is checked as it comes. */
class RestContractTests {

    private static final String ALL = TestTokens.sign(TestTokens.claims("alice",
            Map.of("subscribe", List.of("**"), "publish", List.of("**", "user:*")))
            .claim("scope", "carillon.manage")
            .build());

    /** Little more than there may be: who sends much more is cut off. */
    private static final Map<String, Integer> TOO_MUCH = Map.of("publishToMany", 400_000, "publishBatch", 5_000_000);

    @Test
    void everyAnswerIsGiven() throws Exception {
        RestContract.seen().clear();
        RestContract.queries().clear();
        try (var carillon = RunningCarillon.start()) {
            succeed(carillon);
            askByQuery(carillon);
            refuseTokens(carillon);
            refuseInputs(carillon);
        }
        refuseTooMuch();
        refuseForKeys();
        refuseWhileLocked();
        refuseWithoutStore();

        assertThat(documented()).isNotEmpty().isSubsetOf(RestContract.seen());
        assertThat(RestContract.queries()).containsAll(documentedQueries()).isNotEmpty();
        assertThat(RestContract.details()).containsAll(examples());
    }

    private static void succeed(RunningCarillon carillon) {
        var api = new Api(carillon, ALL);
        try (var _ = StompSocket.connect(carillon, ALL).subscribe("0", "/topic/contract")) {
            each((operation, _) -> {
                var id = api.publish("/users/alice/notifications", "{\"type\":\"t\",\"key\":\"k\",\"payload\":1}")
                        .get("id")
                        .asString();
                if (!operation.id().equals("stream")) {
                    new Caller(carillon, ALL, id).call(operation);
                }
                if (operation.id().startsWith("publishTo") && !operation.id().endsWith("Many")) {
                    var caller = new Caller(carillon, ALL);
                    caller.send(operation, caller.path(operation, "contract", "alice"),
                            "{\"payload\":1,\"ephemeral\":true}");
                }
            });
        }
        stream(carillon);
    }

    /** Each call by each of its parameters, alone but for those that it has to have. */
    private static void askByQuery(RunningCarillon carillon) {
        var values = Map.of("type", "t", "key", "k", "ttl", "PT1M", "ephemeral", "true", "deliverAt",
                Instant.now().plusSeconds(60).toString(), "unread", "true", "token", "none", "queue", "inbox");
        var caller = new Caller(carillon, ALL);
        each((operation, _) -> {
            if (operation.id().equals("stream")) {
                return; // It goes on, and its own test asks by all that there is.
            }
            var path = caller.path(operation, "contract", "alice");
            for (var name : RestContract.queries(operation)) {
                if (!path.contains("?" + name + "=")) {
                    caller.call(operation, path + (path.contains("?") ? "&" : "?") + name + "="
                            + values.getOrDefault(name, "1"), "Content-Type", "text/plain");
                }
            }
        });
    }

    /** Whoever manages ends it. */
    private static void stream(RunningCarillon carillon) {
        var bob = new Caller(carillon, TestTokens.all("bob"));
        var stream = CompletableFuture.supplyAsync(() -> bob.call(operation("stream")));
        var manager = new Api(carillon, ALL);
        await().until(() -> !manager.get("/users/bob/sessions").get("sessions").isEmpty());
        manager.publish("/topics/contract/notifications", "{\"payload\":1}");
        assertThat(manager.send("DELETE", "/users/bob/sessions").statusCode()).isEqualTo(204);
        assertThat(stream.join().body()).contains("carillon.subscribed", "carillon.closed");
    }

    private static void refuseTokens(RunningCarillon carillon) {
        var gone = TestTokens.of("gone", "gone", 600, "**");
        assertThat(new Api(carillon, ALL).send("DELETE", "/users/gone/sessions?token=gone").statusCode())
                .isEqualTo(204);
        var powerless = TestTokens.of("carol", List.of(), List.of());
        var own = new Api(carillon, ALL).publish("/users/carol/notifications", "{\"payload\":1}").get("id").asString();
        each((operation, _) -> {
            for (var token : new String[]{null, "no.valid.token", TestTokens.of("late", "late", -600, "**"), gone}) {
                new Caller(carillon, token).call(operation);
            }
            if (isDocumented(operation, "destination-forbidden") || isDocumented(operation, "scope-missing")) {
                new Caller(carillon, powerless, own).call(operation);
            }
        });
    }

    private static void refuseInputs(RunningCarillon carillon) {
        var caller = new Caller(carillon, ALL);
        each((operation, codes) -> {
            var path = caller.path(operation, "contract", "alice");
            if (codes.contains("not-found")) {
                caller.call(operation);
            }
            if (codes.contains("request-invalid")) {
                caller.call(operation, path.replaceFirst("\\?.*", "") + "?nonsense=1");
                if (operation.id().equals("stream")) {
                    caller.call(operation, path.replaceFirst("\\?.*", ""));
                }
            }
            if (codes.contains("destination-invalid")) {
                var wrong = caller.path(operation, "a..b", "*");
                caller.call(operation, wrong.equals(path)
                        ? path + (path.contains("?") ? "&" : "?") + (operation.id().equals("getTopics")
                                ? "after=a..b"
                                : "queue=a.b")
                        : wrong);
            }
            if (codes.contains("payload-too-large")) {
                caller.send(operation, path, "a".repeat(TOO_MUCH.getOrDefault(operation.id(), 70_000)));
            }
            if (codes.contains("idempotency-key-reused")) {
                caller.call(operation, path, "Idempotency-Key", operation.id());
                caller.send(operation, path, " " + Caller.body(operation), "Idempotency-Key", operation.id());
            }
        });
    }

    private static void refuseTooMuch() {
        try (var carillon = RunningCarillon.start("carillon.publish.max-rate=1",
                "carillon.admission.requests-per-second-per-user=1", "carillon.admission.max-connections=1");
                var _ = StompSocket.connect(carillon, ALL)) {
            new Caller(carillon, TestTokens.all("eve")).call(operation("stream"));
            each((operation, _) -> {
                var hasty = new Caller(carillon, TestTokens.sign(TestTokens.claims(operation.id(), Map.of())
                        .claim("scope", "carillon.manage")
                        .build()));
                await().until(() -> hasty.call(operation).statusCode() == 429);
            });
            drain(carillon);
            await().untilAsserted(
                    () -> assertThat(new Caller(carillon, TestTokens.all("mallory")).call(operation("stream"))
                            .body()).contains("server-restart"));
        }
    }

    static void drain(RunningCarillon carillon) {
        carillon.send(HttpRequest.newBuilder(carillon.management("/actuator/drain"))
                .header("Authorization", "Bearer " + TestTokens.manager())
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static void refuseForKeys() throws JOSEException {
        var stranger = Stranger.make();
        try (var carillon = RunningCarillon.startWithout(stranger.settings())) {
            each((operation, _) -> new Caller(carillon, stranger.token()).call(operation));
        }
    }

    /** The first request of a key waits for the database, which somebody else has locked. */
    private static void refuseWhileLocked() throws SQLException {
        var file = RunningCarillon.newLog();
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file)) {
            var caller = new Caller(carillon, ALL);
            for (var operation : RestContract.operations()) {
                if (isDocumented(operation, "idempotency-key-in-use")) {
                    var path = caller.path(operation, "contract", "alice");
                    caller.call(operation, path, "Idempotency-Key", "known");
                    CompletableFuture<?> first;
                    try (var lock = DriverManager.getConnection("jdbc:sqlite:" + file);
                            var statement = lock.createStatement()) {
                        statement.execute("begin immediate");
                        first = CompletableFuture
                                .supplyAsync(() -> caller.call(operation, path, "Idempotency-Key", operation.id()));
                        await().until(() -> caller.call(operation, path, "Idempotency-Key", operation.id())
                                .statusCode() == 409);
                        statement.execute("rollback");
                    }
                    first.join();
                }
            }
        }
    }

    private static void refuseWithoutStore() {
        try (var postgres = Postgres.database(RestContractTests.class);
                var carillon = RunningCarillon.start(postgres.settings())) {
            postgres.accept(false);
            postgres.cut();
            each((operation, codes) -> {
                if (codes.contains("store-unavailable")) {
                    new Caller(carillon, ALL).call(operation);
                }
            });
        }
    }

    private static void each(BiConsumer<RestContract.Operation, List<String>> call) {
        RestContract.operations()
                .forEach(operation -> call.accept(operation, codes(operation.text().get("responses"))));
    }

    private static RestContract.Operation operation(String id) {
        return RestContract.operations().stream().filter(known -> known.id().equals(id)).findFirst().orElseThrow();
    }

    private static boolean isDocumented(RestContract.Operation operation, String code) {
        return codes(operation.text().get("responses")).contains(code);
    }

    private static List<String> codes(JsonNode responses) {
        return responses.properties()
                .stream()
                .filter(response -> !response.getKey().equals("default"))
                .flatMap(response -> RestContract.codes(response.getValue()).stream())
                .toList();
    }

    private static TreeSet<String> documented() {
        var documented = new TreeSet<String>();
        RestContract.operations()
                .forEach(operation -> operation.text().get("responses").properties().forEach(response -> {
                    var codes = RestContract.codes(response.getValue());
                    if (codes.isEmpty()) {
                        documented.add(operation.id() + " " + response.getKey());
                    } else if (!response.getKey().equals("default")) {
                        codes.forEach(code -> documented.add(operation.id() + " " + response.getKey() + " " + code));
                    }
                }));
        return documented;
    }

    private static List<String> documentedQueries() {
        return RestContract.operations()
                .stream()
                .flatMap(operation -> RestContract.queries(operation).stream().map(name -> operation.id() + " " + name))
                .toList();
    }

    private static TreeSet<String> examples() {
        var examples = new TreeSet<String>();
        RestContract.document()
                .at("/components/responses")
                .forEach(response -> response
                        .at("/content/application~1problem+json/examples")
                        .forEach(example -> examples.add(example.at("/value/code").asString() + ": "
                                + example.at("/value/detail").asString())));
        return examples;
    }
}
