package dev.carillon.access.development;

/** The keys as configured cannot be used, and guessing would let somebody in. */
class UnusableKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String action;

    UnusableKeyException(String description, String action) {
        super(description);
        this.action = action;
    }

    String action() {
        return action;
    }
}
