package dev.carillon.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** With what a command ends. The numbers are a contract, as scripts branch on them. */
enum ExitStatus {

    DONE(0, "done"),
    FAILED(1, "failed: a fault of the service's or of the command's own"),
    MISUSED(2, "misused: the arguments, the secret or a file are not usable"),
    UNREACHABLE(3, "unreachable: no such host, nobody listens, or TLS does not trust it"),
    UNAUTHENTICATED(4, "unauthenticated: no token, or one that is not taken (401, 4401, 4410)"),
    FORBIDDEN(5, "forbidden: the token does not allow it (403, 4403)"),
    REFUSED(6, "refused: it cannot be asked for like this (another 4xx or 44xx, 1009)"),
    LATER(7, "later: over a limit, or the service is in trouble (429, 502, 503, 504)");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** 0 to 7. */
    int code() {
        return code;
    }

    /** Of an answer that is no success. */
    static ExitStatus ofHttp(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 429, 502, 503, 504 -> LATER;
            default -> status >= 400 && status < 500 ? REFUSED : FAILED;
        };
    }

    /** Of a close that says: do not come back unchanged. */
    static ExitStatus ofClose(int code) {
        return switch (code) {
            case 4401, 4410 -> UNAUTHENTICATED;
            case 4403 -> FORBIDDEN;
            default -> REFUSED;
        };
    }

    static Map<String, String> meanings() {
        var all = new LinkedHashMap<String, String>();
        for (var status : values()) {
            all.put(Integer.toString(status.code()), status.meaning);
        }
        return all;
    }
}
