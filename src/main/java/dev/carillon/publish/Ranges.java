package dev.carillon.publish;

import java.time.Duration;
import java.time.Instant;

import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** What a request may ask for. */
final class Ranges {

    private Ranges() {}

    /** @throws Problem if one is out of its range */
    static void require(PublishRequest request, Instant now, PublishSettings settings) {
        if (request.payload().bytes().length > settings.maxBody().toBytes()) {
            throw new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "A payload has " + settings.maxBody().toBytes()
                    + " bytes at most.", "payload", Limit.BODY_SIZE);
        }
        if (request.ttl() != null) {
            require(request.ttl().isPositive() && request.ttl().compareTo(settings.maxTtl()) <= 0, "ttl",
                    settings.maxTtl());
        }
        if (request.deliverAt() != null) {
            require(!request.deliverAt().isBefore(now) && !request.deliverAt().isAfter(now.plus(settings.maxDelay())),
                    "deliverAt", settings.maxDelay());
        }
    }

    private static void require(boolean fits, String field, Duration most) {
        if (!fits) {
            throw PublishRequest.invalid("A " + field + " lies in the future, and at most " + most + " ahead.", field);
        }
    }
}
