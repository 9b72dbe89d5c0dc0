package dev.carillon.admission;

import java.util.List;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.admission}. A connection is a WebSocket or an event stream.
 *
 * @param maxConnections connections that may be open; 50,000 by default
 * @param maxConnectionsPerAddress of one address; 10,000 by default, as many users may come through one
 * @param maxConnectionsPerUser of one user; 1,000 by default
 * @param handshakesPerSecond attempts to open one, and at once; 2,000 by default
 * @param handshakesPerSecondPerAddress of one address; 1,000 by default
 * @param requestsPerSecondPerUser requests of one user that are no publishes, and at once; 2,000 by default
 * @param requestsPerSecondPerAddress requests without a token that is accepted, from one address; 1,000 by default
 * @param trustedProxies addresses, or ranges like {@code 10.0.0.0/8}, whose {@code X-Forwarded-For} is believed; none by default
 */
@Validated
@ConfigurationProperties("carillon.admission")
record AdmissionSettings(@Min(1) @DefaultValue("50000") int maxConnections,
        @Min(1) @DefaultValue("10000") int maxConnectionsPerAddress,
        @Min(1) @DefaultValue("1000") int maxConnectionsPerUser, @Min(1) @DefaultValue("2000") int handshakesPerSecond,
        @Min(1) @DefaultValue("1000") int handshakesPerSecondPerAddress,
        @Min(1) @DefaultValue("2000") int requestsPerSecondPerUser,
        @Min(1) @DefaultValue("1000") int requestsPerSecondPerAddress, @DefaultValue List<String> trustedProxies) {

    /** @throws IllegalArgumentException if a proxy is neither an address nor a range */
    AdmissionSettings {
        trustedProxies.forEach(IpAddressMatcher::new);
    }

    List<IpAddressMatcher> proxies() {
        return trustedProxies.stream().map(IpAddressMatcher::new).toList();
    }
}
