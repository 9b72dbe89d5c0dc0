package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a client cuts its frames, the same ones come out. */
class FrameSplitterTests {

    private static final String PLAIN = "SEND\ndestination:/topic/a\n\nhello\0";
    private static final String COUNTED = "SEND\ncontent-length:5\ncontent-length:2\n\na\0b\n\0\0";
    private static final String CARRIAGE = "SEND\r\ncontent-length:1\r\nx:y\r\n\r\n\r\0";
    private static final String EMPTY = "DISCONNECT\n\n\0";

    /** All ways to cut it in two, with what may stand before, between and behind. */
    @Test
    void findsFramesHoweverTheyAreCut() {
        var stream = "\n\r\n" + PLAIN + COUNTED + "\n\n" + CARRIAGE + EMPTY + "\r\n";
        for (int cut = 0; cut <= stream.length(); cut++) {
            var splitter = new FrameSplitter();
            var frames = add(splitter, stream.substring(0, cut));
            frames.addAll(add(splitter, stream.substring(cut)));
            assertThat(frames).as("cut at " + cut).containsExactly(PLAIN, COUNTED, CARRIAGE, EMPTY);
            assertThat(splitter.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void findsFramesInSmallPieces(int size) {
        var stream = (PLAIN + "\n" + COUNTED + CARRIAGE).repeat(20);
        var splitter = new FrameSplitter();
        var frames = new ArrayList<String>();
        for (int i = 0; i < stream.length(); i += size) {
            frames.addAll(add(splitter, stream.substring(i, Math.min(stream.length(), i + size))));
        }
        assertThat(frames).hasSize(60).startsWith(PLAIN, COUNTED, CARRIAGE);
    }

    @Test
    void holdsNothingOfHeartbeats() {
        var splitter = new FrameSplitter();
        assertThat(add(splitter, "\n")).isEmpty();
        assertThat(add(splitter, "\r\n\r")).isEmpty();
        assertThat(splitter.size()).isZero();
    }

    @Test
    void givesUpTheBeginningOfAFrame() {
        var splitter = new FrameSplitter();
        add(splitter, EMPTY + "SEND\ncontent-length:2147483647\n\nab");
        assertThat(new String(splitter.take(), StandardCharsets.US_ASCII)).startsWith("SEND").endsWith("ab");
        assertThat(splitter.size()).isZero();
        assertThat(add(splitter, EMPTY)).containsExactly(EMPTY);
    }

    /** What is wrong with it the decoder says; here it only has to end. */
    @ParameterizedTest
    @ValueSource(strings = {"content-length:x", "content-length:99999999999", "content-length:"})
    void doesNotWaitForALengthThatIsNone(String header) {
        assertThat(add(new FrameSplitter(), "SEND\n" + header + "\n\n\0")).hasSize(1);
    }

    private static List<String> add(FrameSplitter splitter, String text) {
        return new ArrayList<>(splitter.add(text.getBytes(StandardCharsets.US_ASCII))
                .stream()
                .map(frame -> new String(frame, StandardCharsets.US_ASCII))
                .toList());
    }
}
