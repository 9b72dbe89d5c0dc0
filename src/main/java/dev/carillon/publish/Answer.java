package dev.carillon.publish;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;

/**
 * An answer as it goes out, so that it can be given a second time.
 *
 * @param body JSON
 */
// The array is the wire's own form: it is written, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, byte[] body) {

    /** Past Spring's converters, which would negotiate for a tenth of a publish's CPU what is JSON in any case. */
    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
