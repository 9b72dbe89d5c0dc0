package dev.carillon;

/** A message broker that nodes share. */
public interface SharedBroker extends AutoCloseable {

    int port();

    /** What a service is started with to use it. */
    default String[] settings() {
        return settings(port());
    }

    /** The same by way of a port of another. */
    String[] settings(int port);

    @Override
    void close();
}
