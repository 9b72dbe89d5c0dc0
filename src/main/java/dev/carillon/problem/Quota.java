package dev.carillon.problem;

/**
 * How much of something there may be in a second, as the header fields of draft-ietf-httpapi-ratelimit-headers-10 say it: lists of
 * strings (RFC 9651) with parameters. Without {@code qu} the unit is a request, and in a request for many each of them counts as one.
 *
 * @param name of what, as a token
 */
public record Quota(String name, long perSecond) {

    /** For {@code RateLimit-Policy}: {@code q} is the quota, {@code w} its window in seconds. */
    String policy() {
        return "\"" + name + "\";q=" + perSecond + ";w=1";
    }

    /** For {@code RateLimit}: {@code r} is left, and there is more after {@code t} seconds, which are those of {@code Retry-After}. */
    String usedUp(long seconds) {
        return "\"" + name + "\";r=0;t=" + seconds;
    }
}
