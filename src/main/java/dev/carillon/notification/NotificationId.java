package dev.carillon.notification;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/** A UUID version 7 (RFC 9562 section 5.7): ids made later sort later, which keeps an index of them compact. */
public record NotificationId(UUID value) {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    /** A new id. Thread-safe. */
    public static NotificationId next() {
        return new NotificationId(GENERATOR.generate());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
