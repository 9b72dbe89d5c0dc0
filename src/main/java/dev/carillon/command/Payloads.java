package dev.carillon.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import dev.carillon.notification.NotificationJson;
import dev.carillon.notification.Payload;
import org.jspecify.annotations.Nullable;

/** What is published, of what is written on the command line: a text, {@code -} for stdin, {@code @} and a file. */
final class Payloads {

    static final String JSON = "application/json";

    private Payloads() {}

    static boolean isStdin(String argument) {
        return argument.equals(TextFile.STDIN) || argument.equals("@" + TextFile.STDIN);
    }

    /** @param contentType null where it is to be seen from the bytes: one value of JSON, text, or neither */
    static Payload read(String argument, @Nullable String contentType) {
        var bytes = bytes(argument);
        return new Payload(contentType == null ? contentType(bytes) : contentType, bytes);
    }

    private static byte[] bytes(String argument) {
        if (argument.startsWith("@")) {
            return new TextFile(argument.substring(1)).bytes();
        }
        return argument.equals(TextFile.STDIN)
                ? new TextFile(argument).bytes()
                : argument.getBytes(StandardCharsets.UTF_8);
    }

    private static String contentType(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return NotificationJson.isOneValue(text) ? JSON : "text/plain;charset=utf-8";
        } catch (CharacterCodingException _) {
            return Payload.BINARY;
        }
    }
}
