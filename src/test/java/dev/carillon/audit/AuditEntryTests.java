package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients write stands in one field of one line (CWE-117). */
class AuditEntryTests {

    @Test
    void isNamesAndQuotedValues() {
        assertThat(AuditEntry.of("connected").with("user", "alice").with("token", null).with("close", 1000))
                .hasToString("event=connected user=\"alice\" close=\"1000\"");
    }

    @Test
    void keepsLetters() {
        assertThat(AuditEntry.of("connected").with("user", "Zoë +2 😀 \u00a0")).hasToString(
                "event=connected user=\"Zoë +2 😀 \u00a0\"");
    }

    @ParameterizedTest
    @CsvSource({"0a, \\u{a}", "0d, \\u{d}", "00, \\u{0}", "1b, \\u{1b}", "7f, \\u{7f}", "85, \\u{85}",
        "2028, \\u{2028}",
        "2029, \\u{2029}", "202e, \\u{202e}", "2066, \\u{2066}", "feff, \\u{feff}", "d800, \\u{d800}", "22, \\\"",
        "5c, \\\\"})
    void escapesWhatCouldForge(String character, String written) {
        var value = new StringBuilder("a").appendCodePoint(Integer.parseInt(character, 16)).append("b").toString();

        assertThat(AuditEntry.of("refused").with("user", value)).hasToString(
                "event=refused user=\"a" + written + "b\"");
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(AuditEntry.of("refused").with("user", "x".repeat(AuditEntry.MAX_LENGTH)))
                .hasToString("event=refused user=\"" + "x".repeat(AuditEntry.MAX_LENGTH) + "\"");
        assertThat(AuditEntry.of("refused").with("user", "😀".repeat(AuditEntry.MAX_LENGTH + 1)))
                .hasToString("event=refused user=\"" + "😀".repeat(AuditEntry.MAX_LENGTH) + "…\"");
    }
}
