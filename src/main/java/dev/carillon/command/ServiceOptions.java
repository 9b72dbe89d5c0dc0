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

    /** What stdin said, which says it once. */
    private @Nullable String said;

    ServiceAddress address() {
        return ServiceAddress.parse(url);
    }

    /** Read anew each time, but for stdin: what renews a file is seen when a connection is opened again. */
    Optional<String> token() {
        var token = tokenFile == null ? System.getenv("CARILLON_TOKEN") : read(tokenFile);
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        if (!token.matches("[!-~]+")) {
            throw Failure.misused("The token is not one word of ASCII.");
        }
        return Optional.of(token);
    }

    private String read(String file) {
        if (!file.equals(TextFile.STDIN)) {
            return new TextFile(file).text();
        }
        if (said == null) {
            requireNoStdin(ca);
            said = new TextFile(file).text();
        }
        return said;
    }

    /**
     * Leaves stdin to the command that these are options of.
     *
     * @throws Failure if one of them is to be read from it as well
     */
    void requireStdin() {
        requireNoStdin(tokenFile);
        requireNoStdin(ca);
    }

    private static void requireNoStdin(@Nullable String file) {
        if (TextFile.STDIN.equals(file)) {
            throw Failure.misused("Two things are to come from stdin, which can be read once.");
        }
    }

    SSLContext trust() {
        return Certificates.trust(ca);
    }

    HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).sslContext(trust()).build();
    }
}
