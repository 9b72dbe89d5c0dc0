package dev.carillon.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import dev.carillon.destination.Destination;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of streams: who is at which offset. */
final class StreamTable {

    /** Names in one statement; more are read in several. */
    private static final int MAX_NAMES = 100;

    /** Twelve digits of base 36 at most, as clients see it. */
    private static final long EPOCHS = 1L << 60;

    private final JdbcTemplate jdbc;
    private final Vendor vendor;
    private final long epoch;

    StreamTable(JdbcTemplate jdbc, Vendor vendor) {
        this(jdbc, vendor, epoch(jdbc));
    }

    private StreamTable(JdbcTemplate jdbc, Vendor vendor, long epoch) {
        this.jdbc = jdbc;
        this.vendor = vendor;
        this.epoch = epoch;
    }

    /** The same table over another connection. */
    StreamTable over(JdbcTemplate other) {
        return new StreamTable(other, vendor, epoch);
    }

    /** One that no other life of a log has had, as far as chance goes. */
    static long newEpoch() {
        return ThreadLocalRandom.current().nextLong(1, EPOCHS);
    }

    /** The epoch of this database, made by the first that opens it. */
    private static long epoch(JdbcTemplate jdbc) {
        jdbc.update("insert into log (epoch) values (?) on conflict (single) do nothing", newEpoch());
        return Optional.ofNullable(jdbc.queryForObject("select epoch from log", Long.class)).orElseThrow();
    }

    /** The ends of a stream; one that does not exist yet is empty. */
    Head head(Destination destination) {
        return jdbc.query("select epoch, head, tail from stream where name = ?",
                (row, _) -> new Head(row.getLong(1), row.getLong(2), row.getLong(3)), destination.name())
                .stream()
                .findFirst()
                .orElse(new Head(epoch, 0, 0));
    }

    /** The ends of those that exist. PostgreSQL only: SQLite has no arrays, and no second process to ask after. */
    Map<Destination, Head> heads(Collection<Destination> destinations) {
        var found = new HashMap<Destination, Head>();
        jdbc.query(connection -> {
            var statement = connection.prepareStatement(
                    "select name, epoch, head, tail from stream where name = any(?)");
            statement.setArray(1, connection.createArrayOf("text",
                    destinations.stream().map(Destination::name).toArray()));
            return statement;
        }, row -> {
            found.put(Destination.named(row.getString(1)),
                    new Head(row.getLong(2), row.getLong(3), row.getLong(4)));
        });
        return found;
    }

    /** The rows of these streams, locked until the transaction ends. */
    Map<Destination, Stream> open(Collection<Destination> destinations) {
        var missing = new HashMap<String, Destination>();
        destinations.forEach(destination -> missing.put(destination.name(), destination));
        var found = select(missing);
        found.keySet().forEach(destination -> missing.remove(destination.name()));
        if (!missing.isEmpty()) {
            jdbc.batchUpdate("""
                    insert into stream (id, name, epoch, head, tail, unread) values (?, ?, ?, 0, 0, 0)
                    on conflict (name) do nothing""", missing.keySet()
                    .stream()
                    .sorted()
                    .map(name -> new Object[]{ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), name, epoch})
                    .toList());
            found.putAll(select(missing));
        }
        return found;
    }

    void update(List<Stream> changed) {
        if (!changed.isEmpty()) {
            jdbc.batchUpdate("update stream set head = ?, unread = unread + ? where id = ?", changed.stream()
                    .map(stream -> new Object[]{stream.head(), stream.takeUnread(), stream.id()})
                    .toList());
        }
    }

    /** In the order of their names, so that two nodes that lock the same rows wait for each other in turn. */
    private Map<Destination, Stream> select(Map<String, Destination> byName) {
        var found = new HashMap<Destination, Stream>();
        var names = new ArrayList<>(byName.keySet());
        Collections.sort(names);
        for (int from = 0; from < names.size(); from += MAX_NAMES) {
            var some = names.subList(from, Math.min(names.size(), from + MAX_NAMES));
            jdbc.query("select id, name, epoch, head from stream where name in ("
                    + String.join(",", Collections.nCopies(some.size(), "?")) + ") order by name" + vendor.rowLock(),
                    row -> {
                        var destination = byName.get(row.getString(2));
                        if (destination != null) {
                            found.put(destination, new Stream(row.getLong(1), destination, row.getLong(3),
                                    row.getLong(4)));
                        }
                    }, some.toArray());
        }
        return found;
    }
}
