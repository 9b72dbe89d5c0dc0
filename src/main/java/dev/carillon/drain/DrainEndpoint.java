package dev.carillon.drain;

import dev.carillon.fanout.Lanes;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/drain}: empties a node before it is stopped, or without that. There is no way back but a restart. */
@Component
@Endpoint(id = "drain")
class DrainEndpoint {

    private final Drain drain;
    private final Lanes lanes;

    DrainEndpoint(Drain drain, Lanes lanes) {
        this.drain = drain;
        this.lanes = lanes;
    }

    /** @param connections WebSockets and event streams that are left */
    record Progress(boolean draining, int connections) {}

    @ReadOperation
    Progress progress() {
        return new Progress(drain.isBegun(), lanes.count().join());
    }

    @WriteOperation
    Progress begin() {
        var _ = drain.begin();
        return progress();
    }
}
