package dev.carillon.relay;

import dev.carillon.fanout.Fanout;
import dev.carillon.log.NotificationLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the broker brings from other nodes. On its thread, one message after another. */
final class Inbound {

    private static final Logger logger = LoggerFactory.getLogger(Inbound.class);

    private final String node;
    private final Fanout fanout;
    private final NotificationLog log;
    private final Interests interests;
    private final Peers peers;
    private final OwnAnswers answers;
    private final Postbox postbox;
    private final RelayMeters meters;

    Inbound(String node, Fanout fanout, NotificationLog log, Interests interests, Peers peers, OwnAnswers answers,
            Postbox postbox, RelayMeters meters) {
        this.node = node;
        this.fanout = fanout;
        this.log = log;
        this.interests = interests;
        this.peers = peers;
        this.answers = answers;
        this.postbox = postbox;
        this.meters = meters;
    }

    void arrived(byte[] message) {
        Envelope.read(message, node).ifPresent(envelope -> {
            switch (envelope.message()) {
                case RelayMessage.Published published -> deliver(published);
                case RelayMessage.Alive(var at) -> alive(envelope.sender(), at);
                case RelayMessage.Leaving() -> peers.left(envelope.sender());
                case RelayMessage.Asked asked -> answer(envelope.sender(), asked);
                case RelayMessage.Answered(var id, var answer) -> peers.answered(envelope.sender(), id, answer);
            }
        });
    }

    /** Memory first: a subscription that finds a hole reads it there. */
    private void deliver(RelayMessage.Published published) {
        var notification = published.notification();
        meters.received(interests.contains(notification.destination()));
        log.heard(notification, published.recalled());
        if (published.recalled() != null) {
            fanout.recall(notification.destination(), published.recalled());
        }
        fanout.publish(notification);
    }

    /** Who has just come does not know us either. */
    private void alive(String sender, long at) {
        if (sender.equals(node)) {
            peers.echoed(at);
        } else if (peers.heard(sender)) {
            postbox.put(RoutingKey.ofNode(sender), new Envelope(node, new RelayMessage.Alive(0)).bytes());
        }
    }

    private void answer(String sender, RelayMessage.Asked asked) {
        var _ = answers.answer(asked.question()).whenComplete((answer, failure) -> {
            if (failure == null) {
                postbox.put(RoutingKey.ofNode(sender),
                        new Envelope(node, new RelayMessage.Answered(asked.id(), answer)).bytes());
            } else {
                logger.warn("A question of another node could not be answered", failure); // Which says "partial" then.
            }
        });
    }
}
