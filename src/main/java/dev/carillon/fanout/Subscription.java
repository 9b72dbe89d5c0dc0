package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;

/**
 * One SUBSCRIBE of one session: how far it has read its stream, and what it has been sent and not acknowledged. For others it
 * is a handle; touched by its lane's thread only.
 */
public final class Subscription {

    /** A notification that waits for its ACK; {@code offset} is zero where it has no position. */
    record Unacknowledged(WireFrame frame, int attempts, long offset) {}

    /** What a notification that is published now is to a subscription. */
    enum Arrival {
        NEXT,
        /** It has it already, or will get it in its turn. */
        NOT_NOW,
        /** Others before it did not come this way. */
        GAP
    }

    private static final int UUID_LENGTH = 36;
    private static final Payload FORBIDDEN = new Payload("application/json",
            "{\"code\":\"destination-forbidden\"}".getBytes(StandardCharsets.UTF_8));

    private final Session session;
    private final Destination destination;
    private final AckMode ackMode;
    private final Encoder.Variant variant;
    private final Map<String, Unacknowledged> unacknowledged;

    /** Where the index keeps it, so that it is taken out without a search. */
    int slot;
    private boolean begun;
    private boolean ended;
    /** It has everything up to {@code last}, and gets what is published as it comes. */
    private boolean live;
    private long epoch;
    private long last;
    /** Of the notifications that came while it was not live the newest; up to there the log has to be read. */
    private long noticed;
    private long acknowledgedUpTo;

    /** @param variant of its frames: one object for all that are equal, where that can be, so that comparing costs nothing */
    Subscription(Session session, Destination destination, AckMode ackMode, Encoder.Variant variant) {
        this.session = session;
        this.destination = destination;
        this.ackMode = ackMode;
        this.unacknowledged = ackMode == AckMode.AUTO ? Map.of() : new LinkedHashMap<>();
        this.variant = variant;
    }

    Session session() {
        return session;
    }

    public Destination destination() {
        return destination;
    }

    /** It has been told where it begins. */
    void begin(Beginning beginning) {
        begun = true;
        epoch = beginning.from().epoch();
        last = beginning.from().offset();
        acknowledgedUpTo = beginning.acknowledgedUpTo();
        noticed = Math.max(noticed, beginning.head());
        live = last >= noticed;
    }

    /** Whether it gets what is stored from now on. One that does not know where it begins may begin behind it. */
    boolean isBegun() {
        return begun;
    }

    /** What is a notification of this position that is published now? Ephemeral ones have none, and come while it is live. */
    Arrival arrival(@Nullable Position position) {
        if (position == null) {
            return live ? Arrival.NEXT : Arrival.NOT_NOW;
        }
        if (position.epoch() != epoch && live) {
            epoch = position.epoch(); // The database was replaced: its offsets begin anew.
            last = position.offset() - 1;
        }
        if (!live || position.offset() <= last) {
            noticed = Math.max(noticed, position.offset());
            return Arrival.NOT_NOW;
        }
        if (position.offset() > last + 1) {
            noticed = position.offset();
            live = false;
            return Arrival.GAP;
        }
        last = position.offset();
        return Arrival.NEXT;
    }

    /** Whether it has not got what there is up to this head, which nobody else is going to bring, and does not read yet. */
    boolean isBehind(Position head) {
        if (head.epoch() != epoch || head.offset() <= last) {
            return false;
        }
        noticed = Math.max(noticed, head.offset());
        boolean wasLive = live;
        live = false;
        return wasLive;
    }

    /** It has got everything up to here. */
    void readUpTo(long offset) {
        last = offset;
        live = last >= noticed;
    }

    boolean isLive() {
        return live;
    }

    long last() {
        return last;
    }

    long acknowledgedUpTo() {
        return acknowledgedUpTo;
    }

    boolean isEnded() {
        return ended || !session.isOpen();
    }

    /** The frame of a notification for this subscription, remembered until it is acknowledged where that is asked. */
    Outgoing frame(Encoder encoder, DeliveryRecord record) {
        var frame = encoder.frame(variant);
        if (ackMode == AckMode.AUTO) {
            return variant.format() == EventStream.OF_SEVERAL ? identified(frame, encoder.notification()) : frame;
        }
        var notification = encoder.notification();
        var position = notification.position();
        remember(notification.id().toString(),
                new Unacknowledged(frame.frame(), 1, position == null ? 0 : position.offset()));
        return position == null || !(destination instanceof UserQueue queue)
                ? frame
                : frame.telling(() -> record.sent(session.name(), queue, position.offset()));
    }

    /** Its id says how far each of the session's destinations was read when it went into line. */
    private Outgoing identified(Outgoing event, Notification notification) {
        var position = notification.position();
        if (position == null) {
            return event;
        }
        var id = new StringJoiner(EventId.SEPARATOR);
        for (var other : session.subscriptions().values()) {
            id.add(EventId.entry(other.destination,
                    other == this ? position : new Position(other.epoch, other.last)));
        }
        return event.behind(EventStream.idLine(id.toString()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes out what an ACK or NACK of this notification covers; nothing where it is not known or no longer. */
    Map<String, Unacknowledged> settle(String notificationId) {
        var settled = new LinkedHashMap<String, Unacknowledged>();
        if (!unacknowledged.containsKey(notificationId)) {
            return settled;
        }
        for (var id : ackMode == AckMode.CLIENT ? List.copyOf(unacknowledged.keySet()) : List.of(notificationId)) {
            var entry = unacknowledged.remove(id);
            if (entry != null) {
                session.outbox().settled(entry.frame());
                settled.put(id, entry);
            }
            if (id.equals(notificationId)) {
                break;
            }
        }
        return settled;
    }

    /** It was sent for the last time: a NACK would bring back what its publisher took away. An ACK still covers those before it. */
    void recall(String notificationId) {
        var entry = unacknowledged.get(notificationId);
        if (entry != null) {
            unacknowledged.put(notificationId, new Unacknowledged(entry.frame(), Integer.MAX_VALUE, entry.offset()));
        }
    }

    /** These are done with, for good. */
    void acknowledged(Collection<Unacknowledged> settled, DeliveryRecord record) {
        if (destination instanceof UserQueue queue) {
            var offsets = settled.stream().map(Unacknowledged::offset).filter(offset -> offset > 0).toList();
            if (!offsets.isEmpty()) {
                record.acknowledged(session.name(), queue, offsets);
            }
        }
    }

    /** What is sent again of refused notifications: those that were not sent {@code maxAttempts} times yet. */
    List<WireFrame> sendAgain(Map<String, Unacknowledged> refused, int maxAttempts) {
        var frames = new ArrayList<WireFrame>();
        refused.forEach((id, entry) -> {
            if (entry.attempts() < maxAttempts) {
                remember(id, new Unacknowledged(entry.frame(), entry.attempts() + 1, entry.offset()));
                frames.add(entry.frame());
            }
        });
        return frames;
    }

    /** The subscription ends: nothing of it will be acknowledged any more. */
    void ended() {
        ended = true;
        unacknowledged.values().forEach(entry -> session.outbox().settled(entry.frame()));
    }

    /** What the client is told when it may not read this any more: a notification that is nobody else's. */
    WireFrame forbidden() {
        var notice = new Notification(NotificationId.next(), destination, Notification.OWN_TYPES + "forbidden", null,
                Map.of(), FORBIDDEN, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return session.format().message(notice, new Encoder.Variant(variant.subscription(), variant.format(), false));
    }

    private void remember(String id, Unacknowledged entry) {
        unacknowledged.put(id, entry);
        session.outbox().unacknowledged(entry.frame());
    }

    /** The {@code ack} header: unique in a session though two subscriptions of it get one notification. */
    static String ackId(String notificationId, @Nullable String subscription) {
        return subscription == null ? notificationId : notificationId + "/" + subscription;
    }

    /** The notification of an {@code ack} header. */
    static String notificationOf(String ackId) {
        return ackId.length() > UUID_LENGTH ? ackId.substring(0, UUID_LENGTH) : ackId;
    }

    /** The subscription of an {@code ack} header, null where it names none. */
    static @Nullable String subscriptionOf(String ackId) {
        return ackId.length() > UUID_LENGTH ? ackId.substring(UUID_LENGTH + 1) : null;
    }
}
