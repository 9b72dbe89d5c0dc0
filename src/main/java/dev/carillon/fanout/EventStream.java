package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationJson;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (WHATWG HTML, section 9.2): a notification is an event with one line of data, and with an
 * {@link EventId} where it is stored. One without leaves the client's last id as it is.
 */
public enum EventStream implements WireFormat {

    /** Of one destination: the id of an event is the same for all who read it, and so is its frame. */
    OF_ONE,
    /** Of several: who reads other ones, or came at another time, is told another id, which goes before what they share. */
    OF_SEVERAL;

    /** A comment. */
    private static final WireFrame HEARTBEAT = WireFrame.plain(bytes(":\n"));
    private static final byte[] END = bytes("\n\n");

    /** An event; {@code data} is one line. */
    public static WireFrame event(@Nullable String id, String type, byte[] data) {
        var head = "event: " + type + "\ndata: ";
        return WireFrame.plain(bytes(id == null ? head : idLine(id) + head), data, END);
    }

    /** How long a client waits before it comes back, when a connection has ended that it did not end. */
    public static WireFrame retry(long millis) {
        return WireFrame.plain(bytes("retry: " + millis + "\n\n"));
    }

    static String idLine(String id) {
        return "id: " + id + '\n';
    }

    @Override
    public WireFrame message(Notification notification, Encoder.Variant variant) {
        var position = notification.position();
        return event(this == OF_ONE && position != null ? EventId.entry(notification.destination(), position) : null,
                Objects.requireNonNullElse(notification.type(), "message"), data(notification));
    }

    @Override
    public WireFrame heartbeat() {
        return HEARTBEAT;
    }

    @Override
    public WireFrame close(int code) {
        return event(null, Notification.OWN_TYPES + "closed", bytes("{\"code\":" + code + "}"));
    }

    @Override
    public boolean closesByHandshake() {
        return false;
    }

    private static byte[] data(Notification notification) {
        return NotificationJson.object(json -> {
            json.writeStringProperty("destination", notification.destination().stompName());
            if (notification.position() != null) {
                json.writeStringProperty("epoch", notification.position().epochText());
            }
            NotificationJson.write(json, notification);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
