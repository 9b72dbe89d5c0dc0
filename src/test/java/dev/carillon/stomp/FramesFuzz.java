package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.carillon.fanout.StompVersion;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.util.unit.DataSize;

/** What a client sends, up to the frames that the broker gets. */
public final class FramesFuzz {

    private static final FrameDecoder DECODER = new FrameDecoder(
            new StompSettings(Duration.ofSeconds(10), 100, DataSize.ofKilobytes(16), 1, 1, 1, 1,
                    DataSize.ofMegabytes(1)));

    private FramesFuzz() {}

    /** Wherever the bytes are cut, the same frames come out, and what is held is no more than what came. */
    public static void fuzzerTestOneInput(byte[] input) {
        var whole = new FrameSplitter();
        var frames = whole.add(input.clone());
        var random = new Random(input.length);
        for (int most : new int[]{1, 3, 50}) {
            assertThat(inPieces(input, most, random, whole.size())).containsExactlyElementsOf(frames);
        }
        frames.forEach(FramesFuzz::decode);
        decode(whole.take());
        assertThat(whole.size()).isZero();
    }

    private static List<byte[]> inPieces(byte[] input, int most, Random random, int left) {
        var splitter = new FrameSplitter();
        var frames = new ArrayList<byte[]>();
        for (int from = 0; from < input.length;) {
            int to = Math.min(input.length, from + 1 + random.nextInt(most));
            frames.addAll(splitter.add(Arrays.copyOfRange(input, from, to)));
            assertThat(splitter.size()).isBetween(0, to);
            from = to;
        }
        assertThat(splitter.size()).isEqualTo(left);
        return frames;
    }

    /** A frame is read, or refused in our words. */
    private static void decode(byte[] frame) {
        try {
            for (var message : DECODER.decode(ByteBuffer.wrap(frame), null)) {
                assertThat(frame[frame.length - 1]).isZero();
                assertThat(new String(frame, StandardCharsets.ISO_8859_1)).endsWith(
                        new String(message.getPayload(), StandardCharsets.ISO_8859_1) + "\0");
                for (var version : StompVersion.values()) {
                    unescape(StompHeaderAccessor.wrap(message), version);
                }
            }
        } catch (StompConversionException refusal) {
            assertThat(refusal.getMessage()).isPrintable().doesNotContain("Exception").hasSizeLessThan(80);
        }
    }

    private static void unescape(StompHeaderAccessor frame, StompVersion version) {
        try {
            HeaderEscapes.decode(frame, version);
        } catch (Problem refusal) {
            assertThat(refusal.code()).isEqualTo(ProblemCode.FRAME_INVALID);
        }
    }
}
