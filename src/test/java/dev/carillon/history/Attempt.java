package dev.carillon.history;

/**
 * What a publisher wants stored once.
 *
 * @param name unlike any other's; its {@code Idempotency-Key}, where it has one
 * @param body what nobody else ever sends to this stream: it tells which attempt a delivery is of
 * @param begun nanoseconds of this process's clock, before the first byte was sent
 */
record Attempt(Stream stream, Form form, String name, String body, long begun) {

    @Override
    public String toString() {
        return stream + " " + name;
    }
}
