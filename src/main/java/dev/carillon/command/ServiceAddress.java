package dev.carillon.command;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a service is.
 *
 * @param port as it was said, or the scheme's own
 * @param path before {@code /ws} and {@code /api/v1}, where a proxy puts something there; empty otherwise
 */
record ServiceAddress(boolean isSecure, String host, int port, String path) {

    /** Reads {@code http}, {@code https}, {@code ws} and {@code wss} alike, with or without the end point's {@code /ws}. */
    static ServiceAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException _) {
            throw notOne(url);
        }
        var scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https") || scheme.equals("wss");
        boolean known = secure || scheme.equals("http") || scheme.equals("ws");
        if (!known || uri.getHost() == null || uri.getRawQuery() != null || uri.getUserInfo() != null
                || uri.getPort() > 65_535) {
            throw notOne(url);
        }
        int port = uri.getPort() < 0 ? secure ? 443 : 80 : uri.getPort();
        return new ServiceAddress(secure, uri.getHost(), port, uri.getRawPath().replaceFirst("(/ws)?/*$", ""));
    }

    /** Without repeating it: a password may be in it, and stderr in a log (CWE-532). */
    private static Failure notOne(String url) {
        return Failure.misused("The URL is no address like https://carillon.example.org or wss://localhost:8443."
                + (url.contains("@") ? " A user and a password have no place in it: a token says who asks." : ""));
    }

    /** @param rest of the path, with its slash */
    URI http(String rest) {
        return URI.create((isSecure ? "https://" : "http://") + authority() + path + rest);
    }

    URI webSocket() {
        return URI.create((isSecure ? "wss://" : "ws://") + authority() + path + "/ws");
    }

    String authority() {
        return host + ":" + port;
    }
}
