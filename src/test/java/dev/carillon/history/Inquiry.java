package dev.carillon.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

/** Asks a node who is here. */
record Inquiry(Node node, Rest rest, Stream topic) {

    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Inquiry of(Node node, Scene scene, Stream topic) {
        return new Inquiry(node, new Rest(scene.at(node).home(), PATIENCE), topic);
    }

    /** What is wrong with its answers, of the topic and of that user; empty where nothing is. */
    String wrong(Map<String, List<String>> known, String user, boolean partialWillDo) {
        // Both at once: while a node cannot tell, each takes a second.
        var attendance = CompletableFuture.supplyAsync(() -> ask(topic.presencePath(),
                answer -> PresenceAnswer.wrong(answer, known, partialWillDo)), Thread::startVirtualThread);
        return ask("/users/" + user + "/sessions", answer -> PresenceAnswer.wrong(answer, user,
                known.getOrDefault(user, List.of()), partialWillDo)) + attendance.join();
    }

    private String ask(String path, Function<JsonNode, String> wrong) {
        var reply = rest.get(path, Tokens.MANAGER);
        var said = reply instanceof Rest.Reply.Answered(int status, var answer) && status == OK
                ? wrong.apply(answer)
                : "answers " + reply;
        return said.isEmpty() ? "" : node + " " + said + "; ";
    }
}
