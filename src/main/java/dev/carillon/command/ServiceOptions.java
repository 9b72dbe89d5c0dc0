package dev.carillon.command;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service is asked, who asks, and whose certificate is believed. */
final class ServiceOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(names = "--url", defaultValue = "${env:CARILLON_URL:-http://localhost:8080}", paramLabel = "URL", description = "the service (default: CARILLON_URL, or http://localhost:8080)")
    private String url = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "where the token is; - is stdin (default: CARILLON_TOKEN). There is no option for the token"
            + " itself: other users of a machine see the arguments of its processes")
    private @Nullable String tokenFile;

    @Option(names = "--ca", paramLabel = "FILE", description = "certificates in PEM, which are believed in place of the JDK's")
    private @Nullable String ca;

    ServiceAddress address() {
        return ServiceAddress.parse(url);
    }

    /** Read anew each time: what renews a file is seen when a connection is opened again. */
    Optional<String> token() {
        var token = tokenFile == null ? System.getenv("CARILLON_TOKEN") : new TextFile(tokenFile).text();
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        if (!token.matches("[!-~]+")) {
            throw Failure.misused("The token is not one word of ASCII.");
        }
        return Optional.of(token);
    }

    SSLContext trust() {
        return Certificates.trust(ca);
    }

    HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).sslContext(trust()).build();
    }
}
