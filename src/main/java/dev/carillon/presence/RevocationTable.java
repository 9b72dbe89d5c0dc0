package dev.carillon.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.carillon.log.Change;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was withdrawn, as it is stored. For one thread at a time. */
final class RevocationTable {

    /** What was stored before something that was seen may be committed after it; no transaction takes as long as this. */
    private static final long OVERLAP_MILLIS = Duration.ofMinutes(1).toMillis();

    /** In place of the id of a token, for all of the user's. */
    private static final String ALL = "";

    /** By the database's clock: when the last one was stored that was seen. */
    private long seen;

    /** Of two nodes that withdraw the same the later time holds. What is older than it is kept goes. */
    static Change<Integer> storing(Revocation revocation, Duration kept) {
        return transaction -> {
            transaction.jdbc()
                    .update("delete from revocation where revoked_at < ?",
                            revocation.at().minus(kept).toEpochMilli());
            return transaction.jdbc()
                    .update("""
                            insert into revocation (user_name, token, revoked_at, stored_at) values (?, ?, ?, %s)
                            on conflict (user_name, token) do update set stored_at = excluded.stored_at, revoked_at =
                            case when excluded.revoked_at > revocation.revoked_at
                            then excluded.revoked_at else revocation.revoked_at end""".formatted(transaction.clock()),
                            revocation.user(), Objects.requireNonNullElse(revocation.token(), ALL),
                            revocation.at().toEpochMilli());
        };
    }

    /** What was stored since the last look, and some of it again; at the first look all of it. */
    List<Revocation> lookAgain(JdbcTemplate jdbc) {
        var found = new ArrayList<Revocation>();
        jdbc.query("select user_name, token, revoked_at, stored_at from revocation where stored_at > ?", row -> {
            var token = row.getString(2);
            found.add(new Revocation(row.getString(1), token.equals(ALL) ? null : token,
                    Instant.ofEpochMilli(row.getLong(3))));
            seen = Math.max(seen, row.getLong(4));
        }, seen - OVERLAP_MILLIS);
        return found;
    }
}
