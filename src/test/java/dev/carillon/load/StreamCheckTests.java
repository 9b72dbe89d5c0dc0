package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamCheckTests {

    private final StreamCheck check = new StreamCheck();

    @BeforeEach
    void begin() {
        check.begin(3);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        seen(4, 5, 6);

        assertThat(check.doubled()).isZero();
        assertThat(check.disordered()).isZero();
    }

    @Test
    void tellsTwiceFromLate() {
        seen(4, 7, 5, 5, 7, 4, 6);

        assertThat(check.disordered()).isEqualTo(2);
        assertThat(check.doubled()).isEqualTo(3);
    }

    /** In a buffer that has something before and behind it; a payload that looks like one is none. */
    @Test
    void readsTheHeaderWhereItStands() {
        message("MESSAGE\nmessage-id:x\noffset:4\ntype:a\n\nbody\0");
        message("MESSAGE\noffset:4\n\nbody\0");
        message("MESSAGE\nmessage-id:x\n\n\noffset:9\n\0");

        assertThat(check.doubled()).isEqualTo(1);
        assertThat(check.disordered()).isZero();
    }

    private void message(String frame) {
        var input = ByteBuffer.wrap(Wire.ascii("\noffset:1\n" + frame + "\noffset:2\n"));
        check.message(input, 10, frame.length());
    }

    private void seen(long... offsets) {
        LongStream.of(offsets).forEach(check::seen);
    }
}
