package dev.carillon.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/** A file, on the machine's disk or on a small one of its own. */
final class SqliteStore implements Store {

    private static final int MEGABYTE = 1 << 20;

    private final Path directory;
    private final boolean mounted;

    private SqliteStore(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    static SqliteStore open() {
        return new SqliteStore(create(), false);
    }

    /** @throws Impossible where this process may not mount one */
    static SqliteStore onSmallDisk() {
        var directory = create();
        if (Shell.run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", directory.toString()) != 0) {
            throw new Impossible("a small disk cannot be mounted: that takes root, on Linux");
        }
        return new SqliteStore(directory, true);
    }

    private static Path create() {
        try {
            return Files.createTempDirectory("carillon-history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> settings() {
        return List.of("--carillon.log.file=" + directory.resolve("log.db"));
    }

    /** Takes all the space that is left, to the last block. */
    void fill() {
        var block = new byte[MEGABYTE];
        for (int size = block.length; size > 0; size /= 2) {
            try {
                while (true) {
                    Files.write(filler(), java.util.Arrays.copyOf(block, size), StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            } catch (IOException _) {
                // Smaller ones may still fit.
            }
        }
    }

    void free() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    @Override
    public void close() {
        if (mounted) {
            Shell.run("umount", directory.toString());
        }
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
