package dev.carillon.bench;

import java.nio.charset.StandardCharsets;
import java.util.Collections;

import dev.carillon.load.Wire;

/** What is published in every scenario. */
final class Payload {

    static final int SIZE = 200;

    private Payload() {}

    static byte[] padding() {
        return Wire.padding(SIZE);
    }

    /** As long as a payload, with this beginning and this end. */
    static byte[] padded(String beginning, String end) {
        return Wire.ascii(beginning + "x".repeat(SIZE - beginning.length() - end.length()) + end);
    }

    /** So many notifications in one request, their payloads as long as those of the other scenarios. */
    static byte[] batch(String destination, int count) {
        var payload = new String(padded("\"", "\""), StandardCharsets.US_ASCII);
        var notification = "{\"destination\":\"" + destination + "\",\"payload\":" + payload + "}";
        return Wire.ascii("{\"notifications\":[" + String.join(",", Collections.nCopies(count, notification)) + "]}");
    }
}
