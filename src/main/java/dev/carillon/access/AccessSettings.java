package dev.carillon.access;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.access}: what is allowed where no token says it.
 *
 * @param subscribe patterns of topics that holders of a token without the claim may read; none by default
 * @param publish patterns of where they may publish; none by default
 * @param anonymousSubscribe patterns of topics that may be read without a token; none by default, and then nobody gets in without one
 * @param ticketAge how long a ticket is good for; 30 s by default
 * @param maxTickets tickets that nobody has used yet; 10,000 by default
 * @param maxTicketsPerUser of one user; 10 by default
 * @param allowedOrigins browser origins besides the service's own whose pages may connect and call the API, each exactly as
 *     browsers send it; none by default
 */
@Validated
@ConfigurationProperties("carillon.access")
record AccessSettings(@DefaultValue List<String> subscribe, @DefaultValue List<String> publish,
        @DefaultValue List<String> anonymousSubscribe, @NotNull @DefaultValue("30s") Duration ticketAge,
        @Min(1) @DefaultValue("10000") int maxTickets, @Min(1) @DefaultValue("10") int maxTicketsPerUser,
        @DefaultValue Set<String> allowedOrigins) {

    /** @throws IllegalArgumentException if one of them is no pattern */
    AccessSettings {
        var _ = Capabilities.of(subscribe, publish);
        var _ = Capabilities.of(anonymousSubscribe, List.of());
    }

    /** Of tokens without the claim. */
    Capabilities unclaimed() {
        return Capabilities.of(subscribe, publish);
    }

    /** Of those who come without a token. */
    Capabilities anonymous() {
        return Capabilities.of(anonymousSubscribe, List.of());
    }
}
