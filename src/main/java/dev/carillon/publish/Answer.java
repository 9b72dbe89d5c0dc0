package dev.carillon.publish;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer as it goes out, so that it can be given a second time.
 *
 * @param body JSON
 */
// The array is the wire's own form: it is written, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, byte[] body) {

    ResponseEntity<byte[]> response() {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
