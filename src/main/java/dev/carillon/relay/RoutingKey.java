package dev.carillon.relay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;

/**
 * What a broker routes by: {@code topic.orders.eu}, or {@code user.….inbox} with a digest of the user, who may have 255 characters,
 * among them such as a broker takes for wildcards, where a key has 255 bytes (AMQP 0-9-1 section 4.2.5.3), and is no
 * broker's business.
 */
final class RoutingKey {

    /** Under which every node is reached. */
    static final String NODES = "nodes";

    private RoutingKey() {}

    static String of(Destination destination) {
        return switch (destination) {
            case Topic(var topic) -> "topic." + topic;
            case UserQueue(var user, var queue) -> "user." + digest(user) + "." + queue;
        };
    }

    static String ofNode(String node) {
        return "node." + node;
    }

    private static String digest(String user) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }
}
