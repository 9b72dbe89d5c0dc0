package dev.carillon.stomp;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.carillon.fanout.StompVersion;
import dev.carillon.fanout.WireFrame;
import dev.carillon.notification.Notification;
import dev.carillon.recovery.Begun;

/** The frames that answer a client: CONNECTED and RECEIPT. */
final class ServerFrames {

    private ServerFrames() {}

    /** Header values of CONNECTED are not escaped (STOMP 1.2, "Value Encoding"); a user has no control characters. */
    static WireFrame connected(StompVersion version, String session, long heartbeatMillis, String user) {
        return WireFrame.text("CONNECTED\nversion:" + version.number() + "\nheart-beat:" + heartbeatMillis + ","
                + heartbeatMillis + "\nsession:" + session + "\nserver:carillon\n"
                + (user.isEmpty() ? "" : "user-name:" + user + "\n") + "\n\0");
    }

    /** The RECEIPT of a SUBSCRIBE: the client's position, and whether it is the one that it asked for. */
    static WireFrame subscribed(StompVersion version, String receiptId, Begun begun) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("epoch", begun.head().position().epochText());
        headers.put("offset", Long.toString(begun.head().offset()));
        if (begun.outcome() != null) {
            boolean recovered = begun.outcome() == Begun.Outcome.RECOVERED;
            headers.put("recovered", Boolean.toString(recovered));
            if (!recovered) {
                headers.put("code", begun.outcome().code());
            }
        }
        return receipt(version, receiptId, headers);
    }

    /** The RECEIPT of a SEND; without a position where it is ephemeral. */
    static WireFrame published(StompVersion version, String receiptId, Notification notification) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("notification-id", notification.id().toString());
        var position = notification.position();
        if (position != null) {
            headers.put("epoch", position.epochText());
            headers.put("offset", Long.toString(position.offset()));
        }
        return receipt(version, receiptId, headers);
    }

    static WireFrame receipt(StompVersion version, String receiptId, Map<String, String> headers) {
        var frame = new StringBuilder("RECEIPT\n");
        version.header(frame, "receipt-id", receiptId);
        headers.forEach((name, value) -> version.header(frame, name, value));
        return WireFrame.text(frame.append("\n\0").toString());
    }
}
