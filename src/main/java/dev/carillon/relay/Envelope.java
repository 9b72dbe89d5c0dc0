package dev.carillon.relay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A message with its sender, as bytes: a version, the sender, a kind, and what the kind has. A node that does not know the version or
 * the kind, as in the middle of an update, passes it over: the log has what was stored.
 */
record Envelope(String sender, RelayMessage message) {

    private static final int VERSION = 1;
    private static final int PUBLISHED = 1;
    private static final int ALIVE = 2;
    private static final int LEAVING = 3;
    private static final int ASKED = 4;
    private static final int ANSWERED = 5;

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(sender);
            switch (message) {
                case RelayMessage.Published published -> {
                    out.writeByte(PUBLISHED);
                    NotificationBytes.write(out, published);
                }
                case RelayMessage.Alive(var at) -> {
                    out.writeByte(ALIVE);
                    out.writeLong(at);
                }
                case RelayMessage.Leaving() -> out.writeByte(LEAVING);
                case RelayMessage.Asked(var id, var question) -> {
                    out.writeByte(ASKED);
                    out.writeLong(id);
                    out.writeUTF(question.kind());
                    out.writeUTF(question.subject());
                }
                case RelayMessage.Answered(var id, var answer) -> {
                    out.writeByte(ANSWERED);
                    out.writeLong(id);
                    out.write(answer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail so; a text that is too long does.
        }
        return bytes.toByteArray();
    }

    /** Empty where it is the reader's own, but for a sign of life, which says that the broker brings what is sent; or none that it can read. */
    static Optional<Envelope> read(byte[] bytes, String reader) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            var sender = in.readUTF();
            int kind = in.readByte();
            return sender.equals(reader) && kind != ALIVE ? Optional.empty() : read(in, kind, sender);
        } catch (IOException | RuntimeException _) {
            return Optional.empty(); // Whatever it is, somebody else's: the broker is shared.
        }
    }

    private static Optional<Envelope> read(DataInputStream in, int kind, String sender) throws IOException {
        return Optional.ofNullable(switch (kind) {
            case PUBLISHED -> NotificationBytes.read(in);
            case ALIVE -> new RelayMessage.Alive(in.available() < Long.BYTES ? 0 : in.readLong()); // An older node does not say when.
            case LEAVING -> new RelayMessage.Leaving();
            case ASKED -> new RelayMessage.Asked(in.readLong(), new Question(in.readUTF(), in.readUTF()));
            case ANSWERED -> new RelayMessage.Answered(in.readLong(), in.readAllBytes());
            default -> null;
        }).map(message -> new Envelope(sender, message));
    }
}
