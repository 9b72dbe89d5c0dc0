package dev.carillon.history;

/** The socket is gone, or never was. */
final class Disconnected extends Exception {

    static final int ABNORMAL = 1006;

    private final int code;

    Disconnected(int code, String reason) {
        super(code + " " + reason);
        this.code = code;
    }

    int code() {
        return code;
    }
}
