package dev.carillon.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that is named on the command line; {@code -} is stdin. */
record TextFile(String name) {

    static final String STDIN = "-";

    byte[] bytes() {
        try {
            return name.equals(STDIN) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
        } catch (NoSuchFileException _) {
            throw Failure.misused("There is no file " + name + ".");
        } catch (AccessDeniedException _) {
            throw Failure.misused("The file " + name + " may not be read.");
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.misused("The file " + name + " cannot be read: " + e.getMessage());
        }
    }

    /** Without the line end that editors put behind it. */
    String text() {
        return new String(bytes(), StandardCharsets.UTF_8).strip();
    }
}
