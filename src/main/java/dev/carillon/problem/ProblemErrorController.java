package dev.carillon.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.error.ErrorPageRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what fails before or outside a controller (the HTTP firewall, the container) in the same form, on either port. */
@RestController
public class ProblemErrorController implements ErrorPageRegistrar {

    private static final String PATH = "/error";

    private final ProblemMeter meter;

    ProblemErrorController(ProblemMeter meter) {
        this.meter = meter;
    }

    @Override
    public void registerErrorPages(ErrorPageRegistry registry) {
        registry.addErrorPages(new ErrorPage(PATH));
    }

    @RequestMapping(PATH)
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store"); // On the way here Jetty has put another in its place.
        // Asked for directly, there is no failure to describe: then it is a page that does not exist.
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer value ? value : 404;
        var code = ProblemCode.ofHttpStatus(status);
        meter.count(code);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetails.of(HttpStatusCode.valueOf(status), code));
    }
}
