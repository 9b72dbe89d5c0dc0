package dev.carillon.publish;

import dev.carillon.access.Caller;
import dev.carillon.admission.Rate;
import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Quota;
import org.springframework.stereotype.Component;

/** How much each user may publish a second, by whichever door and with however many tokens. Thread-safe. */
@Component
class PublishRates {

    private final Rate users;

    PublishRates(PublishSettings settings, LimitMeter meter) {
        this.users = new Rate(new Quota("publish", settings.maxRate()), Limit.PUBLISHES_PER_USER, meter);
    }

    /** @throws dev.carillon.problem.Problem if the caller has to wait before another notification */
    void require(Caller caller) {
        users.take(caller.user());
    }
}
