package dev.carillon.audit;

import java.util.regex.Pattern;

import dev.carillon.admission.Seat;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log: {@code event=connected user="alice" session="…"}. Values come from clients: each is quoted, bounded,
 * and cannot end its quotes, its line or the direction of its script (CWE-117). For one thread.
 */
public final class AuditEntry {

    /** Characters of one value; a topic is shorter, and so are most users and paths. */
    static final int MAX_LENGTH = 300;

    /** A JWT as it is written (RFC 7515 section 7.1): its header is an object of JSON, which begins like this in base64. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*(\\.[\\w-]*)?");

    private final StringBuilder line;

    private AuditEntry(String event) {
        this.line = new StringBuilder("event=").append(event);
    }

    /**
     * Begins a line.
     *
     * @param event what happened, in the words of {@code src/docs/security.md}
     */
    public static AuditEntry of(String event) {
        return new AuditEntry(event);
    }

    /** Adds a field; none where there is no value. */
    public AuditEntry with(String field, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(field).append("=\"");
            var text = value.toString();
            text.codePoints().limit(MAX_LENGTH).forEach(this::append);
            line.append(text.codePointCount(0, text.length()) > MAX_LENGTH ? "…\"" : "\"");
        }
        return this;
    }

    /** Adds who holds a connection, and from where. */
    public AuditEntry with(Seat seat) {
        return with("user", seat.user()).with("session", seat.session()).with("address", seat.address());
    }

    /** Adds what is called: the path and not the query, which may hold a ticket; nor a token that somebody put in the path (CWE-532). */
    public AuditEntry withCall(HttpServletRequest request) {
        return with("call", request.getMethod() + ' ' + TOKEN.matcher(request.getRequestURI()).replaceAll("[token]"));
    }

    private void append(int character) {
        if (character == '"' || character == '\\') {
            line.append('\\').appendCodePoint(character);
        } else if (isPlain(character)) {
            line.appendCodePoint(character);
        } else {
            line.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
                false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
