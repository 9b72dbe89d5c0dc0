package dev.carillon.stomp;

import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.WireFrame;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemMeter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends a session for what turned out when its frame had long been read: that the store does not answer. */
@Component
class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final ProblemMeter meter;

    Refusals(ProblemMeter meter) {
        this.meter = meter;
    }

    void refuse(StompSession session, @Nullable String receipt, Throwable failure) {
        var problem = Problem.in(failure).orElseGet(() -> unforeseen(failure));
        meter.count(problem);
        FanoutSession fanout = session.fanout();
        fanout.sendNow(error(session, receipt, problem));
        fanout.endNow(problem.code().closeCode());
    }

    private static WireFrame error(StompSession session, @Nullable String receipt, Problem problem) {
        var frame = new StringBuilder("ERROR\n");
        session.version().header(frame, "message", problem.getMessage());
        session.version().header(frame, "code", problem.code().code());
        if (receipt != null) {
            session.version().header(frame, "receipt-id", receipt);
        }
        return WireFrame.text(frame.append("\n\0").toString());
    }

    private static Problem unforeseen(Throwable failure) {
        log.error("A frame could not be carried out", failure);
        return new Problem(ProblemCode.INTERNAL, "The frame could not be processed on our side.");
    }
}
