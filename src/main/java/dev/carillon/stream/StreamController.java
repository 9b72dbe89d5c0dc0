package dev.carillon.stream;

import java.io.IOException;

import dev.carillon.access.Caller;
import dev.carillon.admission.Admission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notifications as server-sent events, for networks that block WebSocket. */
@RestController
class StreamController {

    private final StreamSessions sessions;
    private final StreamSettings settings;
    private final Admission admission;

    StreamController(StreamSessions sessions, StreamSettings settings, Admission admission) {
        this.sessions = sessions;
        this.settings = settings;
        this.admission = admission;
    }

    @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(@AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        admission.knock(request);
        var asked = StreamRequest.read(request, caller, settings.maxDestinations());
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            describe(response);
            return;
        }
        var seat = admission.seat(request);
        try {
            caller.ifUser(seat::takenBy);
            describe(response);
            var async = request.startAsync();
            async.setTimeout(0); // It has no end of its own.
            response.flushBuffer(); // By this thread, with what filters add: what follows is the lane's.
            sessions.open(asked, caller, new ResponseConnection(async), seat);
        } catch (IOException | RuntimeException failure) {
            seat.leave();
            throw failure;
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=utf-8");
        response.setHeader("X-Accel-Buffering", "no"); // Proxies of nginx's family would collect events into larger pieces.
    }
}
