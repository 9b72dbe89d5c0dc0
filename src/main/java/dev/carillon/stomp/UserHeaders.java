package dev.carillon.stomp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.carillon.fanout.StompVersion;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** What a publisher adds to a SEND in headers of its own, which MESSAGE frames pass on (STOMP 1.2, "MESSAGE"). */
final class UserHeaders {

    /** What means something to us in SEND or in MESSAGE, and what nobody else is to see. */
    private static final Set<String> OURS = Set.of("destination", "transaction", "receipt", "content-length",
            "content-type", "type", "key", "ttl", "ephemeral", "subscription", "message-id", "ack", "timestamp",
            "epoch",
            "offset", "authorization", "login", "passcode");

    private UserHeaders() {}

    /** In their order; of a header that is repeated the first counts ("Repeated Header Entries"). */
    static Map<String, String> of(StompHeaderAccessor send, StompVersion version) {
        var headers = new LinkedHashMap<String, String>();
        send.toNativeHeaderMap().forEach((escaped, values) -> {
            var name = HeaderEscapes.plain(escaped, version);
            if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                requirePlain(name, values.getFirst());
                headers.put(name, values.getFirst());
            }
        });
        return headers;
    }

    /**
     * Clients may take a NUL for the end of the frame and what follows for another one, and older ones trim names, which
     * makes one of ours of a name that is not (CWE-93).
     */
    private static void requirePlain(String name, String value) {
        if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0 || !name.equals(name.strip())) {
            throw FrameGuard.invalid("A header has no NUL, and its name no blank at either end.", null);
        }
    }
}
