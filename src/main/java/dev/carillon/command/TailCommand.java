package dev.carillon.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints notifications as they come. */
@Command(name = "tail", mixinStandardHelpOptions = true, description = {
    "Prints each notification as one line of JSON on stdout, until Ctrl-C ends it with 130. What happens"
            + " to the connection is said on stderr: it comes back by itself, and misses nothing.",
    ""}, footerHeading = "%nExamples:%n", footer = {"  carillon tail --topic orders.eu --topic orders.us --history 10",
        "  carillon tail --url wss://carillon.example.org --ca ca.pem --token-file token --inbox",
        "  carillon tail --topic orders.eu --from 3p3caugsywue/41 --count 1 | jq .payload"})
final class TailCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "a topic; may be repeated")
    private List<String> topics = List.of();

    @Option(names = "--queue", paramLabel = "QUEUE", description = "a queue of the token's user; may be repeated")
    private List<String> queues = List.of();

    @Option(names = "--inbox", description = "the queue " + UserQueue.DEFAULT_QUEUE)
    private boolean inbox;

    @ArgGroup
    private Beginning beginning = new Beginning();

    @Option(names = "--count", paramLabel = "N", description = "ends after so many")
    private long count;

    /** Where it begins; live where nothing is said. */
    static final class Beginning {

        @Option(names = "--from", paramLabel = "EPOCH/OFFSET", description = "behind this notification, of one topic or queue")
        private @Nullable String from;

        @Option(names = "--history", paramLabel = "N", description = "with the last N")
        private int history;
    }

    @Override
    public Integer call() throws InterruptedException {
        var line = spec.commandLine();
        new Tail(service, followed(), line.getOut(), line.getErr(), count).run();
        return ExitStatus.DONE.code();
    }

    private List<Followed> followed() {
        var start = start();
        var all = new ArrayList<Followed>();
        topics.forEach(topic -> all.add(new Followed(Destination.TOPIC_PREFIX + topic, start)));
        queues.forEach(queue -> all.add(new Followed(Destination.QUEUE_PREFIX + queue, start)));
        if (inbox) {
            all.add(new Followed(Destination.QUEUE_PREFIX + UserQueue.DEFAULT_QUEUE, start));
        }
        if (all.isEmpty()) {
            throw Failure.misused("Listen to what? Name a --topic, a --queue or --inbox.");
        }
        if (all.size() > 1 && start instanceof Followed.After) {
            throw Failure.misused("--from is a position in one stream, and there are " + all.size() + ".");
        }
        return all;
    }

    private Followed.Start start() {
        if (beginning.history < 0 || count < 0) {
            throw Failure.misused("--history and --count are no less than 0.");
        }
        if (beginning.from == null) {
            return new Followed.Latest(beginning.history);
        }
        var parts = beginning.from.split("/", -1);
        if (parts.length != 2 || !parts[0].matches("[0-9a-z]+") || !parts[1].matches("[0-9]+")) {
            throw Failure.misused("A position is an epoch and an offset, as in 3p3caugsywue/41.");
        }
        return new Followed.After(parts[0], parts[1]);
    }
}
