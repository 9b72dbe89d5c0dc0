package dev.carillon.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How an attempt is put over REST. */
final class Request {

    private static final String TYPE = "history.note";

    private Request() {}

    static String path(Attempt attempt) {
        var path = attempt.stream().publishPath();
        return attempt.form() == Form.JSON ? path : path + "type=" + TYPE;
    }

    static byte[] body(Attempt attempt) {
        var bytes = attempt.form().bytes(attempt.body());
        if (attempt.form() != Form.JSON) {
            return bytes;
        }
        var envelope = new ByteArrayOutputStream();
        envelope.writeBytes(("{\"type\":\"" + TYPE + "\",\"payload\":").getBytes(StandardCharsets.UTF_8));
        envelope.writeBytes(bytes);
        envelope.write('}');
        return envelope.toByteArray();
    }

    /** As one item of a batch; for JSON only. */
    static String item(Attempt attempt) {
        return "{\"destination\":\"" + attempt.stream().name() + "\",\"type\":\"" + TYPE + "\",\"payload\":"
                + attempt.body() + "}";
    }
}
