package dev.carillon.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a shell needs to know of the others. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = {
    "Prints a script that lets bash and zsh complete commands and options of a command named carillon.",
    ""}, footerHeading = "%nExamples:%n", footer = {"  alias carillon='java -jar /opt/carillon/carillon.jar'",
        "  source <(carillon completion)"})
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(CarillonCommand.NAME, spec.root().commandLine()));
        out.flush();
    }
}
