package dev.carillon.history;

/** What the service calls a notification, and where it says that it is. */
record Place(String id, String epoch, long offset) {

    Position position() {
        return new Position(epoch, offset);
    }

    @Override
    public String toString() {
        return offset + " (" + id + ", epoch " + epoch + ")";
    }
}
