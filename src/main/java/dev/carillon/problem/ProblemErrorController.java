package dev.carillon.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what fails before or outside a controller (the HTTP firewall, the container) in the same form. */
@RestController
class ProblemErrorController implements ErrorController {

    private final ProblemMeter meter;

    ProblemErrorController(ProblemMeter meter) {
        this.meter = meter;
    }

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        // Asked for directly, there is no failure to describe: then it is a page that does not exist.
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer value ? value : 404;
        var code = ProblemCode.ofHttpStatus(status);
        meter.count(code);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetails.of(HttpStatusCode.valueOf(status), code));
    }
}
