package dev.carillon.stomp;

import dev.carillon.fanout.StompVersion;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/**
 * Reads the escapes of a client frame's headers as the session's version defines them (STOMP 1.2 and 1.1, "Value
 * Encoding"): an undefined one is a fatal error. CONNECT has none, so it never comes here.
 */
final class HeaderEscapes {

    private HeaderEscapes() {}

    static void decode(StompHeaderAccessor frame, StompVersion version) {
        frame.toNativeHeaderMap().forEach((name, values) -> {
            plain(name, version); // No name that means anything here has a character to escape: checking is enough.
            for (var value : values) {
                if (isSpecial(value)) {
                    frame.setNativeHeaderValues(name, values.stream().map(each -> plain(each, version)).toList());
                    return;
                }
            }
        });
    }

    private static boolean isSpecial(String value) {
        return value.indexOf('\\') >= 0 || value.indexOf('\r') >= 0;
    }

    static String plain(String text, StompVersion version) {
        var plain = version.unescape(text);
        // Only since 1.2 a carriage return is part of the end of a line and must be escaped elsewhere ("Augmented BNF").
        if (plain == null || (version == StompVersion.V1_2 && text.indexOf('\r') >= 0)) {
            throw FrameGuard.invalid("A header has an escape that is not defined.", null);
        }
        return plain;
    }
}
