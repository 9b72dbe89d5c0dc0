package dev.carillon.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.carillon.settings.ConfigurationCheck;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Tries the service's settings. */
@Command(name = "check-config", mixinStandardHelpOptions = true, description = {
    "Reads Carillon's settings and the address of its database as a start of the service would, from the environment,"
            + " files and arguments, and opens nothing. What is wrong is said as at a start.",
    ""}, customSynopsis = "carillon check-config [-hV] [--name=value]...", footerHeading = "%nExamples:%n", footer = {
        "  carillon check-config --spring.profiles.active=production"})
final class CheckConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        for (var setting : settings) {
            if (!setting.matches("--[^=]+=.*")) {
                throw Failure
                        .misused("A setting is --name=value, and not " + setting.replaceFirst("=.*", "=...") + ".");
            }
        }
        spec.commandLine().getOut().println("The settings are good, of " + read() + " groups.");
        return ExitStatus.DONE.code();
    }

    private int read() {
        LoggingSystem.get(CheckConfigCommand.class.getClassLoader()).cleanUp(); // Spring has its own way to be silent first.
        try {
            return ConfigurationCheck.run(settings.toArray(String[]::new));
        } catch (RuntimeException _) {
            throw new Failure(ExitStatus.FAILED, "The service would not start with these settings."); // Spring said why.
        }
    }
}
