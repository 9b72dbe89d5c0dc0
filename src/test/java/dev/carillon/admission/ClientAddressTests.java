package dev.carillon.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Anybody can write X-Forwarded-For (CWE-348). */
class ClientAddressTests {

    private final ClientAddress addresses = new ClientAddress(
            new AdmissionSettings(1, 1, 1, 1, 1, 1, 1, List.of("10.0.0.0/8", "::1")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1 |                                | 192.0.2.1
            192.0.2.1 | 198.51.100.9                   | 192.0.2.1
            10.0.0.1  |                                | 10.0.0.1
            10.0.0.1  | 198.51.100.9                   | 198.51.100.9
            ::1       | 198.51.100.9                   | 198.51.100.9
            10.0.0.1  | 203.0.113.5, 198.51.100.9      | 198.51.100.9
            10.0.0.1  | 198.51.100.9, 10.0.0.2         | 198.51.100.9
            10.0.0.1  | 10.0.0.3, 10.0.0.2             | 10.0.0.3
            10.0.0.1  | 203.0.113.5, not-an-address    | not-an-address
            """)
    void believesProxiesThatAreTrustedAndNobodyElse(String remote, String forwarded, String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(remote);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }

        assertThat(addresses.of(request)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.9,10.0.0.2", "'198.51.100.9, 10.0.0.3',10.0.0.2"})
    void readsHeadersThatAreRepeatedInTheirOrder(String first, String second) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("10.0.0.1");
        request.addHeader("X-Forwarded-For", first);
        request.addHeader("X-Forwarded-For", second);

        assertThat(addresses.of(request)).isEqualTo("198.51.100.9");
    }
}
