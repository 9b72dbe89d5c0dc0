package dev.carillon.relay;

/** Several nodes are configured, and a log that only one of them would have. */
class UnsharedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsharedStoreException(String description) {
        super(description);
    }
}
