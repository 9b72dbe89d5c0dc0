package dev.carillon.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.load.Loop;
import dev.carillon.load.Traffic;
import dev.carillon.load.Wire;

/** Clients that read server-sent events. */
final class Events implements Clients {

    private final List<Reader> readers = new ArrayList<>();

    Events(Loop loop, Target target, Traffic traffic, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            readers.add(new Reader(loop, target, new Stamps(traffic)));
        }
    }

    @Override
    public boolean isReady() {
        return readers.stream().allMatch(reader -> reader.subscribed);
    }

    @Override
    public long turn(long now) throws IOException {
        return Loop.NOTHING.turn(now);
    }

    @Override
    public long requests() {
        return readers.size();
    }

    @Override
    public boolean haveAll(long published) {
        return readers.stream().allMatch(reader -> reader.stamps.found() == published);
    }

    private static final class Reader implements Loop.Handler {

        private final Loop loop;
        private final Stamps stamps;
        private final SocketChannel channel;
        private boolean subscribed;

        Reader(Loop loop, Target target, Stamps stamps) throws IOException {
            this.loop = loop;
            this.stamps = stamps;
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", target.port()));
            channel.configureBlocking(false);
            loop.register(channel, SelectionKey.OP_READ, this);
            Wire.write(channel, ByteBuffer.wrap(target.server().get("/api/v1/stream?topic=" + Swarm.TOPIC)));
        }

        @Override
        public void ready() throws IOException {
            var input = loop.input.clear();
            if (channel.read(input) < 0) {
                throw new IOException("the server ended a stream of events");
            }
            var text = StandardCharsets.ISO_8859_1.decode(input.flip()).toString();
            subscribed |= text.contains("carillon.subscribed");
            stamps.read(text);
        }
    }
}
