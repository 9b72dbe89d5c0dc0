package dev.carillon.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The start is refused. */
final class UnknownSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownSettingsException(List<Unknown> unknown) {
        super("There is no such setting:\n\n"
                + unknown.stream().map(setting -> "    " + setting).collect(Collectors.joining("\n")));
    }
}
