package dev.carillon.load;

import java.io.IOException;

/** Publishes payloads that carry a time. */
public interface Publisher {

    /** Whether one more can be published at once. */
    boolean isReady();

    /** Whether all that was published is answered. */
    boolean isIdle();

    /** Publishes now, or as soon as it can. */
    void publish(String topic, long stamp) throws IOException;

    /** Publications that the server has answered. */
    long answered();
}
