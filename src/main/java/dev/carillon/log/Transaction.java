package dev.carillon.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a {@link Change} can do. Rows that are appended wait until the end and go to the database together: with 64 publishers
 * that is four statements instead of 192.
 */
public final class Transaction {

    private final JdbcTemplate jdbc;
    private final StreamTable streams;
    private final Vendor vendor;
    private final Map<Destination, Stream> opened = new HashMap<>();
    private final List<StoredRow> appended = new ArrayList<>();
    private final List<Consumer<StreamWindows>> afterwards = new ArrayList<>();

    Transaction(JdbcTemplate jdbc, StreamTable streams, Vendor vendor) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.vendor = vendor;
    }

    /** Gives each its place behind the head of its stream, in their order. */
    public List<Notification> append(Collection<Notification> notifications) {
        open(notifications.stream().map(Notification::destination).toList());
        return notifications.stream().map(this::append).toList();
    }

    /** For other statements; they see what was appended. */
    public JdbcTemplate jdbc() {
        flush();
        return jdbc;
    }

    /** SQL for the database's time, in milliseconds since 1970: what nodes agree on, as their own clocks differ. */
    public String clock() {
        return vendor.clock();
    }

    /** A notification that is stored. */
    public Optional<Notification> find(NotificationId id) {
        return new NotificationTable(jdbc()).find(id);
    }

    /** Nobody gets the notification any more, once this is committed. */
    public void remove(Notification notification) {
        delete(stream(notification.destination()), "id = ?", notification.id().bytes());
        afterwards.add(windows -> windows.change(notification.destination(),
                window -> window.remove(notification.id())));
    }

    /** A user has so many more, or fewer, to read. */
    public void unread(UserQueue queue, long change) {
        stream(queue).unread(change);
    }

    /** The stream's row, locked until the transaction ends. */
    Stream stream(Destination destination) {
        open(List.of(destination));
        return Objects.requireNonNull(opened.get(destination));
    }

    /** Deletes what nobody is going to miss, and answers how many that were. */
    int delete(Stream stream, String which, Object... values) {
        return StoredRow.delete(jdbc(), stream, which, values);
    }

    void trimmed(Destination destination, long upTo) {
        afterwards.add(windows -> windows.change(destination, window -> window.trimmed(upTo)));
    }

    /** Reads the rows of these streams, and makes those that do not exist yet. */
    void open(Collection<Destination> destinations) {
        var missing = destinations.stream().filter(name -> !opened.containsKey(name)).distinct().toList();
        if (!missing.isEmpty()) {
            opened.putAll(streams.open(missing));
        }
    }

    /** Everything is with the database. Where there was nothing, something is written all the same, to see whether it can. */
    void finish(boolean probe) {
        flush();
        if (probe) {
            jdbc.update("update log set epoch = epoch");
        }
    }

    /** It is committed: memory follows. */
    void tell(StreamWindows windows) {
        afterwards.forEach(change -> change.accept(windows));
    }

    private void flush() {
        StoredRow.insert(jdbc, appended);
        appended.clear();
        streams.update(opened.values().stream().filter(Stream::isChanged).toList());
    }

    private Notification append(Notification notification) {
        var stream = Objects.requireNonNull(opened.get(notification.destination()));
        if (notification.key() != null) {
            // The older one goes: whoever has not got it will get the newer one.
            delete(stream, "collapse_key = ?", notification.key());
        }
        var stored = notification.at(stream.next());
        var row = new StoredRow(stream.id(), stored);
        if (row.hasReader()) {
            stream.unread(1);
        }
        appended.add(row);
        afterwards.add(windows -> windows.append(stored));
        return stored;
    }
}
