package dev.carillon.admission;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Quota;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** How many requests may come from each user, and from each address of those who are not known. Thread-safe. */
@Component
public class RequestRates {

    private final ClientAddress addresses;
    private final Rate users;
    private final Rate strangers;

    RequestRates(AdmissionSettings settings, ClientAddress addresses, LimitMeter meter) {
        this.addresses = addresses;
        this.users = new Rate(new Quota("requests", settings.requestsPerSecondPerUser()), Limit.REQUESTS_PER_USER,
                meter);
        this.strangers = new Rate(new Quota("requests", settings.requestsPerSecondPerAddress()),
                Limit.REQUESTS_PER_ADDRESS, meter);
    }

    /**
     * Counts a request of a user.
     *
     * @throws dev.carillon.problem.Problem if too many come
     */
    public void take(String user) {
        users.take(user);
    }

    /**
     * Counts a request of which it is not known whose it is.
     *
     * @throws dev.carillon.problem.Problem if too many come from there
     */
    public void take(HttpServletRequest request) {
        strangers.take(addresses.of(request));
    }
}
