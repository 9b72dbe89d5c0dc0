package dev.carillon.stomp;

import java.util.Map;

import dev.carillon.fanout.StompVersion;
import dev.carillon.fanout.WireFrame;

/** The frames that answer a client: CONNECTED and RECEIPT. */
final class ServerFrames {

    private ServerFrames() {}

    /** Header values of CONNECTED are not escaped (STOMP 1.2, "Value Encoding"); a user has no control characters. */
    static WireFrame connected(StompVersion version, long heartbeatMillis, String user) {
        return WireFrame.text("CONNECTED\nversion:" + version.number() + "\nheart-beat:" + heartbeatMillis + ","
                + heartbeatMillis + "\nserver:carillon\nuser-name:" + user + "\n\n\0");
    }

    static WireFrame receipt(StompVersion version, String receiptId, Map<String, String> headers) {
        var frame = new StringBuilder("RECEIPT\n");
        version.header(frame, "receipt-id", receiptId);
        headers.forEach((name, value) -> version.header(frame, name, value));
        return WireFrame.text(frame.append("\n\0").toString());
    }
}
