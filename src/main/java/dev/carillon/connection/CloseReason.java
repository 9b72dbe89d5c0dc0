package dev.carillon.connection;

import java.util.Locale;

/** Why a connection ended, few enough to be a tag: close codes come from clients too and may be any number. */
enum CloseReason {

    NORMAL,
    ABNORMAL,
    PROTOCOL,
    TOO_LARGE,
    TOKEN,
    FORBIDDEN,
    REFUSED,
    RESTART,
    SLOW,
    LIMIT,
    REVOKED,
    INTERNAL,
    OTHER;

    /** RFC 6455 section 7.4.1, and ours. */
    static CloseReason of(int closeCode) {
        return switch (closeCode) {
            case 1000, 1001 -> NORMAL;
            case 1005, 1006 -> ABNORMAL;
            case 1002, 1003, 1007 -> PROTOCOL;
            case 1009 -> TOO_LARGE;
            case 1011 -> INTERNAL;
            case 1012 -> RESTART;
            case 4400 -> REFUSED;
            case 4401 -> TOKEN;
            case 4403 -> FORBIDDEN;
            case 4410 -> REVOKED;
            case 4508 -> SLOW;
            case 4529 -> LIMIT;
            default -> OTHER;
        };
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
