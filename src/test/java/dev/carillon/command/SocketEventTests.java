package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketEventTests {

    @ParameterizedTest
    @CsvSource({"4400, REFUSED", "4401, UNAUTHENTICATED", "4410, UNAUTHENTICATED", "4403, FORBIDDEN", "1009, REFUSED",
        "1000,", "1001,", "1002,", "1006,", "1011,", "1012,", "1013,", "4508,", "4529,"})
    void aCloseAloneIsJudgedByItsCode(int code, ExitStatus verdict) {
        assertThat(new SocketEvent.Closed(code, "").verdict().orElse(null)).isEqualTo(verdict);
    }

    /** Whatever came through of the close. */
    @ParameterizedTest
    @CsvSource({"frame-invalid, 1002, REFUSED", "frame-invalid, 1006, REFUSED", "frame-too-large, 1009, REFUSED",
        "destination-forbidden, 4403, FORBIDDEN", "token-expired, 4401, UNAUTHENTICATED", "limit-exceeded, 4529,",
        "store-unavailable, 1013,", "internal, 1011,", "unheard-of, 1002,", "unheard-of, 4400, REFUSED"})
    void anErrorIsJudgedByItsCode(String error, int code, ExitStatus verdict) {
        assertThat(new SocketEvent.Closed(code, "").after(error, "why").verdict().orElse(null)).isEqualTo(verdict);
    }
}
