package dev.carillon.history;

import java.util.List;
import java.util.random.RandomGenerator;

import dev.carillon.StompSocket.Frame;
import org.jspecify.annotations.Nullable;

/** Sends over STOMP, and waits for each RECEIPT. */
final class StompPublisher extends Publisher {

    private final Home home;
    private @Nullable StompClient client;

    StompPublisher(String name, List<Stream> streams, History history, long pause, RandomGenerator random,
            Home home) {
        super(name, streams, history, pause, random);
        this.home = home;
    }

    @Override
    boolean publish() throws InterruptedException {
        var attempt = attempt(Form.TEXT, Form.JSON);
        return answers().take(send(attempt)) instanceof Answer.Acknowledged;
    }

    private Answer send(Attempt attempt) throws InterruptedException {
        var connected = connected();
        if (connected == null) {
            return new Answer.Refused(attempt, "not connected");
        }
        try {
            connected.send("SEND\ndestination:" + attempt.stream().destination() + "\nreceipt:r\ncontent-type:"
                    + attempt.form().contentType() + "\n\n" + attempt.body());
            var place = place(connected.expect("RECEIPT"));
            connected.node().acknowledged().increment();
            return new Answer.Acknowledged(attempt, place, System.nanoTime());
        } catch (Disconnected e) {
            client = null;
            connected.close();
            home.move();
            return new Answer.Unknown(attempt, e.getMessage());
        }
    }

    private @Nullable StompClient connected() throws InterruptedException {
        if (client == null) {
            try {
                client = StompClient.connect(home, Tokens.of("publisher"));
            } catch (Disconnected _) {
                home.move();
                return null;
            }
        }
        return client;
    }

    private static Place place(Frame receipt) {
        return new Place("" + receipt.header("notification-id"), "" + receipt.header("epoch"),
                Long.parseLong(receipt.header("offset")));
    }
}
