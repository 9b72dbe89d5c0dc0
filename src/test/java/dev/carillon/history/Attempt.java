package dev.carillon.history;

/**
 * What a publisher wants stored once.
 *
 * @param body what nobody else ever sends to this stream: it tells which attempt a delivery is of
 * @param keyed whether it has an {@code Idempotency-Key} and is repeated until it is answered
 * @param begun nanoseconds of this process's clock, before the first byte was sent
 */
record Attempt(Stream stream, Form form, String body, boolean keyed, long begun) {

    @Override
    public String toString() {
        return stream + " " + Form.shown(body);
    }
}
