package dev.carillon.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * From which address a client comes. Anybody can write {@code X-Forwarded-For} (CWE-348): it is read from its end, as far as those who
 * wrote it are proxies that the operator trusts. Thread-safe.
 */
@Component
public class ClientAddress {

    private static final String FORWARDED = "X-Forwarded-For";

    private final List<IpAddressMatcher> proxies;

    ClientAddress(AdmissionSettings settings) {
        this.proxies = settings.proxies();
    }

    /** Of who sends a request; an IP address, or what a trusted proxy wrote in its place. */
    public String of(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        if (proxies.isEmpty()) {
            return address;
        }
        for (var hop : hops(request)) {
            if (!isTrusted(address)) {
                break;
            }
            address = hop;
        }
        return address;
    }

    /** The nearest first. */
    private static List<String> hops(HttpServletRequest request) {
        var hops = new ArrayList<String>();
        for (var header : Collections.list(request.getHeaders(FORWARDED))) {
            for (var hop : header.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        return hops.reversed();
    }

    private boolean isTrusted(String address) {
        try {
            return proxies.stream().anyMatch(proxy -> proxy.matches(address));
        } catch (IllegalArgumentException _) {
            return false; // A proxy wrote what is no address: whatever stands before it is nobody's word.
        }
    }
}
