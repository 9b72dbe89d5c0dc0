package dev.carillon.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A topic, or a queue of one user. The service says whether they can be that. */
final class PublishTarget {

    /** What the service takes in no path, escaped or not: who stands in between may read it in another way (CWE-436). */
    private static final Pattern PATHLESS = Pattern.compile("[/\\\\%;\\u2028\\u2029]|^\\.{1,2}$");

    @Option(names = "--topic", paramLabel = "TOPIC", description = "to everyone who has subscribed to it")
    private @Nullable String topic;

    @Option(names = "--user", paramLabel = "USER", description = "to one user")
    private @Nullable String user;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "of the user's queues (default: "
            + UserQueue.DEFAULT_QUEUE + ")")
    private @Nullable String queue;

    String path() {
        if ((topic == null) == (user == null)) {
            throw Failure.misused("Publish to what? Name a --topic, or a --user.");
        }
        if (topic == null) {
            return named().isPresent()
                    ? "/api/v1/notifications"
                    : "/api/v1/users/" + encoded(String.valueOf(user)) + "/notifications";
        }
        if (queue != null) {
            throw Failure.misused("A --queue is one of a --user's.");
        }
        return "/api/v1/topics/" + encoded(topic) + "/notifications";
    }

    /** What the body has to name it by, where no path can. */
    Optional<String> named() {
        return Optional.ofNullable(user)
                .filter(name -> PATHLESS.matcher(name).find())
                .map(name -> Destination.USER_NAME + name + "/"
                        + Objects.requireNonNullElse(queue, UserQueue.DEFAULT_QUEUE));
    }

    /** With the queue, where it is not the one that needs no name. */
    String query(Map<String, Object> more) {
        var parameters = new LinkedHashMap<>(more);
        if (queue != null && named().isEmpty()) {
            parameters.put("queue", queue);
        }
        return parameters.entrySet()
                .stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue().toString()))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
