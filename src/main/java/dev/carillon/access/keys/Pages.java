package dev.carillon.access.keys;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.util.unit.DataSize;

/** Fetches what issuers publish: within a time, up to a size, and no redirect leads elsewhere (CWE-918). Thread-safe. */
final class Pages {

    private final HttpClient client;
    private final Duration timeout;
    private final DataSize maxSize;

    Pages(Duration timeout, DataSize maxSize) {
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.timeout = timeout;
        this.maxSize = maxSize;
    }

    /**
     * The whole page.
     *
     * @throws FileNotFoundException if there is none at this address
     */
    String get(URI address) throws IOException {
        var answer = client.sendAsync(HttpRequest.newBuilder(address).header("Accept", "application/json").build(),
                BodyHandlers.limiting(BodyHandlers.ofString(), maxSize.toBytes()));
        try {
            // Not HttpRequest.timeout: that ends with the headers, and the body could trickle on (CWE-400).
            var page = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return switch (page.statusCode()) {
                case 200 -> page.body();
                case 404 -> throw new FileNotFoundException(address.toString());
                default -> throw new IOException(address + " answers " + page.statusCode());
            };
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new HttpTimeoutException(address + " does not answer within " + timeout);
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be fetched", e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException(address + " was not waited for", e);
        }
    }
}
