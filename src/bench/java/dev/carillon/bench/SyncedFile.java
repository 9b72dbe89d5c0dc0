package dev.carillon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose every write waits for the disk. It has its full size from the start and is written round and round, as the log of a
 * database is: a file that grows would cost the file system's own journal as well, and be too easy to compare with.
 */
final class SyncedFile implements AutoCloseable {

    private static final int BLOCK = 4096;
    private static final int BLOCKS = 1024;

    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private final FileChannel channel;
    private long writes;

    SyncedFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int i = 0; i < BLOCKS; i++) {
            put();
        }
        channel.force(true);
    }

    void write() throws IOException {
        put();
        channel.force(false);
    }

    private void put() throws IOException {
        channel.write(block.clear(), writes++ % BLOCKS * BLOCK);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
