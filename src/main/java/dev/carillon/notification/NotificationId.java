package dev.carillon.notification;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/** A UUID version 7 (RFC 9562 section 5.7): ids made later sort later, which keeps an index of them compact. */
public record NotificationId(UUID value) {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();
    private static final int BYTES = 16;
    private static final int TEXT_LENGTH = 36;

    /** A new id. Thread-safe. */
    public static NotificationId next() {
        return new NotificationId(GENERATOR.generate());
    }

    /** The id that a caller wrote; empty where it is none. */
    public static Optional<NotificationId> parse(String text) {
        try {
            return text.length() == TEXT_LENGTH
                    ? Optional.of(new NotificationId(UUID.fromString(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** From its 16 bytes. */
    public static NotificationId of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new NotificationId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    /** As 16 bytes, the most significant first (RFC 9562 section 4). */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
