package dev.carillon.problem;

/**
 * How much of something there may be in a second, as the headers of draft-ietf-httpapi-ratelimit-headers say it.
 *
 * @param name of what, as a token
 */
public record Quota(String name, long perSecond) {

    /** For {@code RateLimit-Policy}. */
    String policy() {
        return "\"" + name + "\";q=" + perSecond + ";w=1";
    }

    /** For {@code RateLimit}, where nothing is left for so many seconds. */
    String usedUp(long seconds) {
        return "\"" + name + "\";r=0;t=" + seconds;
    }
}
