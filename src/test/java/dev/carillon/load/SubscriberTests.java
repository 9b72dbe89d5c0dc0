package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import tlschannel.NeedsWriteException;

class SubscriberTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** It is not read from meanwhile: the heart-beat is the first to know. */
    @Test
    void aHeartBeatThatFailsIsTheEndOfOne() throws IOException {
        var failures = new ArrayList<IOException>();
        try (var loop = new Loop(); var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var subscriber = new Subscriber(loop, at(door.getLocalPort()), null, new Traffic(), false);
            subscriber.onFailure(failures::add);
            try (var peer = door.accept()) {
                peer.getOutputStream().write(Wire.ascii("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
                assertThat(loop.runUntil(subscriber::isOpen, PATIENCE, Loop.NOTHING)).isTrue();
                peer.setSoLinger(true, 0); // A reset in place of an end.
            }
            await().until(() -> {
                subscriber.beat();
                return subscriber.isClosed();
            });
        }

        assertThat(failures).hasSize(1);
    }

    /** A channel of TLS that has all the bytes, and could not send them. */
    @Test
    void whatTlsHoldsBackIsWritten() throws IOException {
        var channel = new HoldingBack();
        Wire.write(channel, ByteBuffer.allocate(10));

        assertThat(channel.heldBack).isFalse();
    }

    private static final class HoldingBack implements WritableByteChannel {

        private boolean heldBack;

        @Override
        public int write(ByteBuffer bytes) throws NeedsWriteException {
            int length = bytes.remaining();
            bytes.position(bytes.limit());
            heldBack = length > 0;
            if (heldBack) {
                throw new NeedsWriteException();
            }
            return 0;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }

    static Server at(int port) {
        return new Server("localhost", InetAddress.getLoopbackAddress(), port, null, false, "/", "", null, "", true,
                24);
    }
}
