package dev.carillon.command;

import java.util.List;

/** Tells a command from a start of the service. It names nothing of picocli's, of which a start is to load no class. */
public final class Invocation {

    private static final List<String> QUESTIONS = List.of("--help", "-h", "--version", "-V");

    private Invocation() {}

    /** Whether these are a command's; settings of the service all begin with {@code --}. */
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || QUESTIONS.contains(arguments[0]));
    }

    /** Carries the command out, and answers with what the process ends. */
    public static int run(String... arguments) {
        return CarillonCommand.run(arguments);
    }
}
