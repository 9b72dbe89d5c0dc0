package dev.carillon.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import dev.carillon.history.Finding.Fault;
import dev.carillon.history.Seen.Acknowledged;
import dev.carillon.history.Seen.Acknowledging;
import dev.carillon.history.Seen.Closed;
import dev.carillon.history.Seen.Delivered;
import dev.carillon.history.Seen.Subscribed;
import org.junit.jupiter.api.Test;

/** Histories made by hand, each with one fault, which is found. */
class CheckerTests {

    private static final Stream STREAM = Stream.topic("a");
    private static final String EPOCH = "e";

    private final History history = new History();
    private final List<Delivered> entries = new ArrayList<>();

    @Test
    void aHistoryWithoutFaultHasNoFindings() {
        publish(1, 2, 3);
        var trace = trace(Kind.STEADY, start(0), seen(1), seen(2), new Closed(1006));
        trace.add(new Subscribed(new Position(EPOCH, 2), 0, head(3), true));
        trace.add(seen(3));
        trace(Kind.VISITOR, new Subscribed(null, 2, head(3), false), seen(2), seen(3));
        history.answer(new Answer.Unknown(attempt("unknown"), "cut"));
        history.answer(new Answer.Refused(attempt("refused"), "429"));

        assertThat(check()).isEmpty();
    }

    @Test
    void whatWasAcknowledgedMustBeStored() {
        publish(1, 2);
        acknowledge(attempt("gone"), place(3));

        assertThat(check()).containsExactly(Fault.LOST);
    }

    @Test
    void whatWasAcknowledgedMustBeWhereItWasSaidToBe() {
        publish(1, 2);
        acknowledge(attempt("moved"), new Place("another id", EPOCH, 3));
        entries.add(new Delivered(place(3), "moved"));

        assertThat(check()).containsExactly(Fault.CONTRADICTION);
    }

    @Test
    void aStreamHasNoHoles() {
        publish(1, 3);

        assertThat(check()).containsExactly(Fault.LOST);
    }

    @Test
    void nothingIsStoredTwice() {
        publish(1, 2);
        history.answer(new Answer.Unknown(attempt("twice"), "cut"));
        entries.add(new Delivered(place(3), "twice"));
        entries.add(new Delivered(place(4), "twice"));

        assertThat(check()).containsExactly(Fault.DOUBLED);
    }

    @Test
    void anIdempotencyKeyHasOneAnswer() {
        publish(1);
        var attempt = attempt("again");
        acknowledge(attempt, place(2));
        acknowledge(attempt, place(3));
        entries.add(new Delivered(place(2), "again"));
        entries.add(new Delivered(place(3), "again"));

        assertThat(check()).containsExactly(Fault.DOUBLED, Fault.DOUBLED);
    }

    @Test
    void whatFollowsAnAcknowledgementStandsBehindIt() {
        var first = attempt("first");
        var second = new Attempt(STREAM, Form.TEXT, "second", "second", first.begun() + 10);
        history.attempts().add(second);
        history.answer(new Answer.Acknowledged(first, place(2), first.begun() + 5));
        history.answer(new Answer.Acknowledged(second, place(1), first.begun() + 15));
        entries.add(new Delivered(place(1), "second"));
        entries.add(new Delivered(place(2), "first"));

        assertThat(check()).containsExactly(Fault.REORDERED);
    }

    @Test
    void nothingIsStoredThatNobodySentOrThatWasRefused() {
        publish(1);
        entries.add(new Delivered(place(2), "nobody's"));
        history.answer(new Answer.Refused(attempt("refused"), "429"));
        entries.add(new Delivered(place(3), "refused"));

        assertThat(check()).containsExactly(Fault.PHANTOM, Fault.PHANTOM);
    }

    @Test
    void aSubscriberMissesNothing() {
        publish(1, 2, 3);
        trace(Kind.STEADY, start(0), seen(1), seen(3));

        assertThat(check()).containsExactly(Fault.LOST);
    }

    @Test
    void aSubscriberReachesTheHead() {
        publish(1, 2, 3);
        trace(Kind.STEADY, start(0), seen(1), seen(2));
        trace(Kind.VISITOR, start(0), seen(1));

        assertThat(check()).containsExactly(Fault.LOST);
    }

    @Test
    void aSubscriberGetsNothingTwice() {
        publish(1, 2);
        trace(Kind.STEADY, start(0), seen(1), seen(1), seen(2));

        assertThat(check()).containsExactly(Fault.DOUBLED);
    }

    @Test
    void aSubscriberGetsNothingLate() {
        publish(1, 2, 3);
        trace(Kind.STEADY, start(0), seen(1), seen(3), seen(2));

        assertThat(check()).containsExactly(Fault.LOST, Fault.REORDERED);
    }

    @Test
    void aSubscriberGetsNothingThatNobodySent() {
        publish(1);
        trace(Kind.STEADY, start(0), new Delivered(place(1), "nobody's"));

        assertThat(check()).containsExactly(Fault.PHANTOM);
    }

    @Test
    void aSubscriberGetsWhatIsStored() {
        publish(1);
        trace(Kind.STEADY, start(0), new Delivered(new Place("another id", EPOCH, 1), "body-1"));

        assertThat(check()).containsExactly(Fault.CONTRADICTION);
    }

    @Test
    void whatWasMissedIsGivenAgain() {
        publish(1, 2);
        trace(Kind.STEADY, start(0), new Closed(1006), new Subscribed(new Position(EPOCH, 0), 0, head(2), false));

        assertThat(check()).containsExactly(Fault.NOT_RECOVERED);
    }

    @Test
    void theReceiptComesFirst() {
        publish(1, 2);
        trace(Kind.STEADY, start(0), seen(1), new Closed(1006), seen(2));

        assertThat(check()).containsExactly(Fault.REORDERED);
    }

    @Test
    void whatIsNotAcknowledgedComesAgain() {
        publish(1, 2, 3);
        trace(Kind.ACKNOWLEDGING, start(0), seen(1), seen(2), seen(3), new Acknowledging(2), new Acknowledged(2),
                new Closed(1006), start(3), seen(1), seen(3));
        assertThat(check()).isEmpty();

        trace(Kind.ACKNOWLEDGING, start(0), seen(1), seen(2), seen(3), new Acknowledging(2), new Acknowledged(2),
                new Closed(1006), start(3), seen(3));
        assertThat(check()).containsExactly(Fault.LOST);
    }

    @Test
    void whatIsAcknowledgedDoesNotComeAgain() {
        publish(1, 2);
        trace(Kind.ACKNOWLEDGING, start(0), seen(1), seen(2), new Acknowledging(2), new Acknowledged(2),
                new Closed(1006), start(2), seen(1), seen(2));

        assertThat(check()).containsExactly(Fault.DOUBLED);
    }

    @Test
    void anAckOnItsWayMayCountOrNot() {
        publish(1, 2);
        trace(Kind.ACKNOWLEDGING, start(0), seen(1), seen(2), new Acknowledging(2), new Closed(1006), start(2),
                seen(1), seen(2));
        trace(Kind.ACKNOWLEDGING, start(0), seen(1), seen(2), new Acknowledging(2), new Closed(1006), start(2),
                seen(1));

        assertThat(check()).isEmpty();
    }

    @Test
    void aSteadySubscriberKeepsItsSocketWhileTheServiceIsThere() {
        publish(1);
        trace(Kind.STEADY, start(0), seen(1), new Closed(1011), start(1));
        trace(Kind.STEADY, start(0), seen(1), new Closed(Closed.LEFT));
        trace(Kind.RESTLESS, start(0), seen(1), new Closed(1011), start(1));

        assertThat(check()).isEmpty();
        assertThat(Checker.check(history, _ -> false)).extracting(Finding::fault).containsExactly(Fault.CUT_OFF);
    }

    private List<Fault> check() {
        history.streams().clear();
        history.stored(new StoredStream(STREAM, EPOCH, entries.isEmpty() ? 0 : entries.getLast().place().offset(),
                entries));
        return Checker.check(history, _ -> true).stream().map(Finding::fault).toList();
    }

    /** Sends, acknowledges and stores. */
    private void publish(long... offsets) {
        LongStream.of(offsets).forEach(offset -> {
            acknowledge(attempt("body-" + offset), place(offset));
            entries.add(seen(offset));
        });
    }

    private Attempt attempt(String body) {
        return history.attempt(STREAM, Form.TEXT, body, body);
    }

    private void acknowledge(Attempt attempt, Place place) {
        history.answer(new Answer.Acknowledged(attempt, place, System.nanoTime()));
    }

    private Trace trace(Kind kind, Seen... steps) {
        var trace = history.trace("someone", STREAM, kind);
        List.of(steps).forEach(trace::add);
        return trace;
    }

    private static Subscribed start(long head) {
        return new Subscribed(null, 0, head(head), false);
    }

    private static Delivered seen(long offset) {
        return new Delivered(place(offset), "body-" + offset);
    }

    private static Place place(long offset) {
        return new Place("id-" + offset, EPOCH, offset);
    }

    private static Position head(long offset) {
        return new Position(EPOCH, offset);
    }
}
