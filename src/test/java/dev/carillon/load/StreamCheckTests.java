package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** What came twice, or was published by others, does not stand for what did not come. */
    @Test
    void tellsWhatIsMissing() {
        seen(4, 7, 7, 8, 9, 5);

        assertThat(check.missed(accepted(4, 5))).isZero();
        assertThat(check.missed(accepted(4, 6, 9))).isEqualTo(1);
        assertThat(check.missed(accepted(6, 9, 10, 11))).isEqualTo(3);
        assertThat(check.missed()).isEqualTo(1);
    }

    @Test
    void beginsWithTheFirstWhereNothingIsSaid() {
        var unbegun = new StreamCheck();
        unbegun.seen(40);
        unbegun.seen(42);

        assertThat(unbegun.missed()).isEqualTo(1);
        assertThat(unbegun.last()).isEqualTo(42);
    }

    @Test
    void countsAnew() {
        seen(4, 6, 5, 5);
        check.restart();
        assertThat(check.doubled() + check.disordered()).isZero();

        seen(6);
        assertThat(check.doubled()).isEqualTo(1);
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

    private static NavigableSet<Long> accepted(long... offsets) {
        return LongStream.of(offsets).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private void seen(long... offsets) {
        LongStream.of(offsets).forEach(check::seen);
    }
}
