package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

class AuditLogTests {

    private static final Pattern SUPPRESSED = Pattern.compile("suppressed=\"(\\d+)\"");

    private final AuditLog log = new AuditLog(new AuditSettings(3));

    /** However fast they come, and however slowly this runs: each is written, or counted in a line that is. */
    @Test
    void countsTheRefusalsThatItDoesNotWrite() {
        try (var lines = new LoggedLines(Level.INFO)) {
            int refused = 0;
            do {
                log.writeRefusal(() -> AuditEntry.of("refused"));
                refused++;
            } while (lines.audit().size() < 5);

            long suppressed = lines.audit()
                    .stream()
                    .flatMap(line -> SUPPRESSED.matcher(line).results())
                    .mapToLong(count -> Long.parseLong(count.group(1)))
                    .sum();
            assertThat(lines.audit().subList(0, 3)).noneMatch(line -> line.contains("suppressed"));
            assertThat(suppressed).isPositive().isEqualTo(refused - 5);
        }
    }

    @Test
    void writesAllThatWasAllowed() {
        try (var lines = new LoggedLines(Level.INFO)) {
            for (int i = 0; i < 100; i++) {
                log.write(AuditEntry.of("connected"));
            }
            assertThat(lines.audit()).hasSize(100);
        }
    }

    @Test
    void hasDetailsForThoseWhoAsk() {
        try (var _ = new LoggedLines(Level.INFO)) {
            assertThat(log.isDetailed()).isFalse();
        }
        try (var _ = new LoggedLines(Level.DEBUG)) {
            assertThat(log.isDetailed()).isTrue();
        }
    }
}
