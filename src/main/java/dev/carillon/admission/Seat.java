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

    Seat(Admission admission, String address) {
        this.admission = admission;
        this.address = address;
    }

    String address() {
        return address;
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
