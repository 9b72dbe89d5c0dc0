package dev.carillon;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Objects;

/** Asks the service beside it whether it lives, and ends with 0 if it does: an image without a shell has nothing else to ask with. */
final class HealthCheck {

    private static final int PATIENCE_MILLIS = 2000;

    private HealthCheck() {}

    public static void main(String[] arguments) throws IOException {
        var port = Objects.requireNonNullElse(System.getenv("MANAGEMENT_SERVER_PORT"), "8081");
        var uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/liveness");
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        System.exit(connection.getResponseCode() == HttpURLConnection.HTTP_OK ? 0 : 1);
    }
}
