package dev.carillon.command;

import java.util.Objects;

import picocli.CommandLine.IVersionProvider;

/** As the jar's manifest has it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[]{
            CarillonCommand.NAME + " " + Objects.requireNonNullElse(version, "of classes without a jar")};
    }
}
