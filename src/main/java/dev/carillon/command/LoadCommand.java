package dev.carillon.command;

import java.io.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.carillon.load.Load;
import dev.carillon.load.LoadPlan;
import dev.carillon.load.LoadReport;
import dev.carillon.load.LoadResult;
import dev.carillon.load.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts load on a service, and says what it did. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Opens connections, publishes at a fixed rate to the topics load.0, load.1 … and counts what arrives."
            + " The token needs load.** to subscribe and to publish.",
    "A latency begins when a notification was to be published, even if the client or the service was late by then"
            + " (no coordinated omission).",
    "Ends with 1 where something was missed, doubled, out of order, refused, not sent in time or not connected.",
    ""}, footerHeading = "%nExamples:%n", footer = {
        "  export CARILLON_TOKEN=$(carillon token --sub load --subscribe 'load.**' --publish 'load.**')",
        "  carillon load --connections 1000 --rate 50 --duration 30s --report report.html",
        "  carillon load --url wss://staging.example.org --i-may-load-this-host --ephemeral --topics 100 --rate 500"})
final class LoadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(names = "--connections", defaultValue = "100", paramLabel = "N", description = "subscribers, of one topic each (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--connect-rate", defaultValue = "100", paramLabel = "N", description = "connections opened in a second (default: ${DEFAULT-VALUE})")
    private int connectRate;

    @Option(names = "--topics", defaultValue = "1", paramLabel = "N", description = "which take turns (default: ${DEFAULT-VALUE})")
    private int topics;

    @Option(names = "--rate", defaultValue = "10", paramLabel = "N", description = "notifications published in a second, altogether (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--size", defaultValue = "200", paramLabel = "BYTES", description = "of each (default: ${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--ephemeral", description = "they are not stored; without it they are")
    private boolean ephemeral;

    @Option(names = "--warm-up", defaultValue = "3s", paramLabel = "TIME", description = "the same load before it is measured (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--duration", defaultValue = "30s", paramLabel = "TIME", description = "how long it is measured (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ZERO;

    @Option(names = "--patience", defaultValue = "30s", paramLabel = "TIME", description = "how long to wait for a connection, for answers, and then for what is on its way (default: ${DEFAULT-VALUE})")
    private Duration patience = Duration.ZERO;

    @Option(names = "--report", paramLabel = "FILE", description = "one file of HTML, with plots")
    private @Nullable Path report;

    @Option(names = "--i-may-load-this-host", description = "without it only this machine is taken: load on another one's is an attack, unless its owner agrees")
    private boolean allowed;

    @Override
    public Integer call() {
        var address = service.address();
        var plan = plan(address, host(address));
        requireReport();
        var line = spec.commandLine();
        var progress = new ProgressLine(line.getErr(),
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
        try (var load = new Load(plan, progress)) {
            var result = load.run();
            progress.end();
            result.rows().forEach((name, value) -> line.getOut().printf("%-28s %s%n", name, value));
            write(LoadReport.html(result, address.authority()));
            return status(result).code();
        } catch (IOException fault) {
            throw Unreachable.from(address, fault);
        }
    }

    private static ExitStatus status(LoadResult result) {
        return result.isClean() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private LoadPlan plan(ServiceAddress address, InetAddress host) {
        var token = service.token();
        var server = new Server(address.host(), host, address.port(), address.isSecure() ? service.trust() : null,
                true, address.path() + "/ws", token.map(text -> "Authorization:Bearer " + text + "\n").orElse(""),
                address.path() + "/api/v1/topics/{topic}/notifications",
                token.map(text -> "Authorization: Bearer " + text + "\r\n").orElse(""), ephemeral, size);
        try {
            return new LoadPlan(server, connections, topics, rate, connectRate, warmUp, duration, patience);
        } catch (IllegalArgumentException refusal) {
            throw Failure.misused(refusal.getMessage() + ".");
        }
    }

    /** Looked up once: what is asked later may be another machine, which neither the load nor the token is for. */
    private InetAddress host(ServiceAddress address) {
        try {
            var host = InetAddress.getByName(address.host());
            if (!allowed && !OwnHost.is(host)) {
                throw Failure.misused(address.host() + " is not this machine. Load on a host whose owner has not agreed"
                        + " is an attack; where you may, say so with --i-may-load-this-host.");
            }
            return host;
        } catch (IOException fault) {
            throw Unreachable.from(address, fault);
        }
    }

    /** So that a run is not for a file that cannot be written. One that is there stays until there is another. */
    private void requireReport() {
        write("", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(String text, OpenOption... options) {
        try {
            if (report != null) {
                Files.writeString(report, text, options);
            }
        } catch (IOException e) {
            throw Failure.misused("The report cannot be written: " + e.getMessage());
        }
    }
}
