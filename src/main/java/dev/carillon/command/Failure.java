package dev.carillon.command;

/** Why a command ends, in words for who typed it: neither a token nor a secret is among them. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitStatus status;

    Failure(ExitStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Failure misused(String message) {
        return new Failure(ExitStatus.MISUSED, message);
    }

    ExitStatus status() {
        return status;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
