package dev.carillon.fanout;

import dev.carillon.notification.Notification;
import org.jspecify.annotations.Nullable;

/** The versions of STOMP, as far as the wire differs: each escapes header values in its own way. */
public enum StompVersion implements WireFormat {

    /** Has no escapes. */
    V1_0("1.0", "", ""),
    /** Escapes backslash, line feed and colon ("Value Encoding"). */
    V1_1("1.1", "\\\n:", "\\nc"),
    /** Escapes carriage return as well. */
    V1_2("1.2", "\\\n:\r", "\\ncr");

    private final String number;
    private final String special;
    private final String escapes;

    StompVersion(String number, String special, String escapes) {
        this.number = number;
        this.special = special;
        this.escapes = escapes;
    }

    /** As in {@code accept-version} and {@code version}. */
    public String number() {
        return number;
    }

    @Override
    public WireFrame message(Notification notification, Encoder.Variant variant) {
        return StompMessage.frame(this, notification, variant);
    }

    @Override
    public WireFrame heartbeat() {
        return WireFrame.END_OF_LINE;
    }

    @Override
    public WireFrame close(int code) {
        return WireFrame.close(code);
    }

    @Override
    public boolean closesByHandshake() {
        return true;
    }

    /** Appends {@code name:value} and a line feed. */
    public void header(StringBuilder frame, String name, String value) {
        escape(frame, name);
        frame.append(':');
        escape(frame, value);
        frame.append('\n');
    }

    /** Whether a header can be written so that nobody reads another one out of it (CWE-93). */
    boolean carries(String name, String value) {
        return switch (this) {
            case V1_2 -> true;
            case V1_1 -> name.indexOf('\r') < 0 && value.indexOf('\r') < 0;
            case V1_0 -> name.chars().noneMatch(character -> ":\r\n".indexOf(character) >= 0)
                    && value.chars().noneMatch(character -> "\r\n".indexOf(character) >= 0);
        };
    }

    private void escape(StringBuilder frame, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int escape = special.indexOf(character);
            if (escape < 0) {
                frame.append(character);
            } else {
                frame.append('\\').append(escapes.charAt(escape));
            }
        }
    }

    /** What an escaped header name or value means; null where it has an escape that this version does not define. */
    public @Nullable String unescape(String text) {
        if (escapes.isEmpty() || text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\') {
                i++;
                int escape = i < text.length() ? escapes.indexOf(text.charAt(i)) : -1;
                if (escape < 0) {
                    return null;
                }
                character = special.charAt(escape);
            }
            plain.append(character);
        }
        return plain.toString();
    }
}
