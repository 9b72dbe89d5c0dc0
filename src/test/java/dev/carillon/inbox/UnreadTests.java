package dev.carillon.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import dev.carillon.TestDatabase;
import dev.carillon.destination.UserQueue;
import dev.carillon.log.TestLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadTests {

    private static final UserQueue INBOX = new UserQueue("alice", "inbox");

    /** Nothing sweeps this log, so they are all still there. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void doesNotCountWhatHasExpiredAndIsNotSwept(String vendor) throws Exception {
        try (var log = new TestLog(vendor.equals("sqlite")
                ? TestDatabase.sqlite()
                : TestDatabase.postgresql("UnreadTests on PostgreSQL"))) {
            var reader = new InboxReader(log.log());
            log.append(INBOX, "expired", null, Instant.now().minusSeconds(1));
            log.append(INBOX, "expires", null, Instant.now().plusSeconds(600));
            log.append(new UserQueue("alice", "alerts"), "expired", null, Instant.now().minusSeconds(1));
            log.append(INBOX, "stays");

            assertThat(reader.unread(INBOX)).isEqualTo(2);
            var page = reader.page(INBOX, InboxReader.Wanted.after(0), true, 10);
            assertThat(page.unread()).isEqualTo(2);
            assertThat(page.entries()).hasSize(2);

            log.sweep(Instant.now());
            assertThat(reader.unread(INBOX)).isEqualTo(2);
            log.sweep(Instant.now().plusSeconds(601));
            assertThat(reader.unread(INBOX)).isEqualTo(1);
        }
    }
}
