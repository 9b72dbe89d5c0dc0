package dev.carillon.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is below the jar's name. */
@Command(name = CarillonCommand.NAME, mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
    "Starts the service where no command is named; its settings are options then, as in --server.port=8080.",
    ""}, subcommands = {PublishCommand.class, TailCommand.class, TokenCommand.class, CheckConfigCommand.class,
        LoadCommand.class,
        CompletionCommand.class}, footerHeading = "%nExamples:%n", footer = {
            "  export CARILLON_TOKEN=$(java -jar carillon.jar token --sub alice --subscribe 'orders.**' --publish 'orders.*')",
            "  java -jar carillon.jar tail --topic orders.eu &",
            "  java -jar carillon.jar publish --topic orders.eu '{\"order\":42}'", "",
            "CARILLON_URL and CARILLON_TOKEN say which service, and who asks. <command> --help says more of each."})
final class CarillonCommand implements Runnable {

    static final String NAME = "carillon";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static int run(String... arguments) {
        // Until a Spring context sets logging up, libraries would log to stdout, which is the command's answer.
        LoggingSystem.get(CarillonCommand.class.getClassLoader()).beforeInitialize();
        // JSON is UTF-8 (RFC 8259 section 8.1), whatever the terminal is set to.
        return commandLine().setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8)).execute(arguments);
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new CarillonCommand()).setExpandAtFiles(false) // That is a payload's file.
                .registerConverter(Duration.class, DurationText::parse)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(misused())
                .setExecutionExceptionHandler(failed());
        for (var command : line.getSubcommands().values()) {
            command.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(ExitStatus.meanings());
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static IParameterExceptionHandler misused() {
        return (misuse, _) -> {
            var line = misuse.getCommandLine();
            say(line, misuse.getMessage());
            if (!UnmatchedArgumentException.printSuggestions(misuse, line.getErr())) {
                line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help");
            }
            return ExitStatus.MISUSED.code();
        };
    }

    private static IExecutionExceptionHandler failed() {
        return (exception, line, _) -> {
            if (exception instanceof Failure failure) {
                say(line, failure.getMessage());
                return failure.status().code();
            }
            say(line, "unexpected: " + exception);
            return ExitStatus.FAILED.code();
        };
    }

    private static void say(CommandLine line, @Nullable String message) {
        line.getErr().println(NAME + ": " + message);
    }
}
