package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;

/**
 * Brings subscriptions what they missed, page after page, until they have all that was published meanwhile: then they are
 * live. Touched by its lane's thread only.
 *
 * <p>What is published to a subscription that is not live is not kept for it: it is stored, so a page will bring it. A page is
 * asked for when the last one has gone out, so a slow reader of a long past holds no more memory than any other.
 */
final class CatchUp {

    private static final int PAGE = 256;
    /** Notifications whose frames are kept for the next of many that come back at once, and the largest payload of one. */
    private static final int MAX_SHARED = 512;
    private static final int MAX_SHARED_BYTES = 4096;

    private final History history;
    private final Mailbox mailbox;
    private final Consumer<Session> overtaken;
    private final int pageSize;
    private final Map<NotificationId, Encoder> shared = new LinkedHashMap<>(64, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NotificationId, Encoder> eldest) {
            return size() > MAX_SHARED;
        }
    };
    /** Of the page that went out last: where many ask for the same one, nothing is looked up. */
    private List<Encoder> last = List.of();

    /** @param overtaken told of sessions that missed what retention has taken */
    CatchUp(History history, Mailbox mailbox, FanoutLimits limits, Consumer<Session> overtaken) {
        this.history = history;
        this.mailbox = mailbox;
        this.overtaken = overtaken;
        this.pageSize = Math.clamp(limits.outboxFrames() / 4, 1, PAGE);
    }

    /** What is done with a notification of the past. */
    interface Delivery {

        void deliver(Subscription subscription, Encoder encoder);
    }

    /** Asks for the next page, now or when there is room for it. */
    void next(Subscription subscription, Delivery delivery) {
        if (!subscription.session().outbox().isLow()) {
            subscription.session().behind(subscription);
            return;
        }
        history.read(subscription.destination(), subscription.last(), subscription.acknowledgedUpTo(), pageSize,
                page -> mailbox.execute(() -> arrived(subscription, page, delivery)));
    }

    /** There is a head that nobody else brings to those who are live and have not come so far. */
    void reached(Iterable<Subscription> subscriptions, Position head, Delivery delivery) {
        for (var subscription : subscriptions) {
            if (subscription.isBehind(head)) {
                next(subscription, delivery);
            }
        }
    }

    /**
     * A page that cannot be read, or brings nobody further, is asked for again when the wheel comes by. Nothing is left out in
     * silence: a client that was slower than retention is parted with, and told so when it comes back with its position.
     */
    private void arrived(Subscription subscription, @Nullable Page page, Delivery delivery) {
        if (subscription.isEnded()) {
            return;
        }
        if (page == null) {
            subscription.session().behind(subscription);
            return;
        }
        if (page.tail() > subscription.last()) {
            overtaken.accept(subscription.session());
            return;
        }
        for (var encoder : encoders(page.notifications())) {
            delivery.deliver(subscription, encoder);
        }
        boolean further = page.upTo() > subscription.last();
        subscription.readUpTo(page.upTo());
        if (!subscription.isLive() && further) {
            next(subscription, delivery);
        } else if (!subscription.isLive()) {
            subscription.session().behind(subscription);
        }
    }

    /** There may be room now. */
    void resume(Session session, Delivery delivery) {
        if (session.isBehind() && session.outbox().isLow()) {
            session.takeBehind().forEach(subscription -> {
                if (!subscription.isEnded()) {
                    next(subscription, delivery);
                }
            });
        }
    }

    /** A thousand clients that missed the same get the same frames, as if it was published now. */
    private List<Encoder> encoders(List<Notification> notifications) {
        var encoders = new ArrayList<Encoder>(notifications.size());
        for (var notification : notifications) {
            int place = encoders.size();
            encoders.add(place < last.size() && last.get(place).isOf(notification)
                    ? last.get(place)
                    : encoder(notification));
        }
        last = notifications.stream().allMatch(CatchUp::isSmall) ? encoders : List.of();
        return encoders;
    }

    private Encoder encoder(Notification notification) {
        var encoder = shared.get(notification.id());
        if (encoder == null) {
            encoder = new Encoder(notification, System.nanoTime(), OutboxPolicy.DISCONNECT);
            if (isSmall(notification)) {
                shared.put(notification.id(), encoder);
            }
        }
        return encoder;
    }

    private static boolean isSmall(Notification notification) {
        return notification.payload().bytes().length <= MAX_SHARED_BYTES;
    }
}
