package dev.carillon.admission;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** The place of a connection among all that are counted, until it leaves. Thread-safe. */
public final class Seat {

    /** Under which a socket's attributes hold its seat. */
    public static final String ATTRIBUTE = Seat.class.getName();

    /** Whose it is when it was left. */
    private static final String LEFT = "";

    private final Admission admission;
    private final String address;
    /** Null while it is not known. */
    private final AtomicReference<@Nullable String> user = new AtomicReference<>();
    private volatile @Nullable String session;

    Seat(Admission admission, String address) {
        this.admission = admission;
        this.address = address;
    }

    /** From where it is held. */
    public String address() {
        return address;
    }

    /** By whom; null where that is not known, or nobody's any more. */
    public @Nullable String user() {
        var name = user.get();
        return LEFT.equals(name) ? null : name;
    }

    /** What its session is called; null before there is one. */
    public @Nullable String session() {
        return session;
    }

    /** There is a session on it. */
    public void named(String name) {
        session = name;
    }

    /**
     * Counts it as one of this user's.
     *
     * @throws dev.carillon.problem.Problem if that are too many
     */
    public void takenBy(String name) {
        admission.taken(name);
        if (!user.compareAndSet(null, name)) {
            admission.left(name); // It was left meanwhile.
        }
    }

    /** It is free again. The first time counts. */
    public void leave() {
        var name = user.getAndSet(LEFT);
        if (LEFT.equals(name)) {
            return;
        }
        if (name != null) {
            admission.left(name);
        }
        admission.leave(this);
    }
}
