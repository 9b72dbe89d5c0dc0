package dev.carillon.notification;

/**
 * The bytes as they were published and what they are.
 *
 * @param contentType a media type, at most 255 characters
 * @param bytes shared by every reader and never written to after construction
 */
// The array is the wire's own form: payloads are written, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Payload(String contentType, byte[] bytes) {

    public static final String BINARY = "application/octet-stream";

    /** Whether it need not be text: any other content type promises UTF-8. */
    public boolean isBinary() {
        return contentType.split(";", 2)[0].strip().equalsIgnoreCase(BINARY);
    }
}
