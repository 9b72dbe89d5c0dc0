package dev.carillon.connection;

import java.io.EOFException;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemMeter;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Answers what Jetty refuses before any filter sees it, in the form of all other refusals: Jetty's own page names the server and
 * its reason (CWE-209).
 */
@Component
class BrokenRequests extends ErrorHandler implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    private final ProblemMeter meter;
    private final LimitMeter limits;

    BrokenRequests(ProblemMeter meter, LimitMeter limits) {
        this.meter = meter;
        this.limits = limits;
        setCacheControl(null); // It is among the headers of every answer.
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(this));
    }

    /** Jetty would tell some methods nothing; for HEAD it leaves the body out by itself. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(Request request, Response response, int status, @Nullable String message,
            @Nullable Throwable cause, Callback callback) {
        var code = ProblemCode.ofHttpStatus(status);
        if (status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431) {
            limits.count(Limit.REQUEST_HEAD_SIZE);
        }
        if (!(cause instanceof EOFException)) {
            meter.count(code); // Who has gone, or was cut off, is refused nothing, and is no fault of ours.
        }
        AnswerHeaders.put(request, response.getHeaders()); // Jetty has begun the answer anew, or never had a request to put them on.
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        Content.Sink.write(response, true,
                "{\"status\":%d,\"code\":\"%s\"}".formatted(status, code.code()), callback);
    }
}
