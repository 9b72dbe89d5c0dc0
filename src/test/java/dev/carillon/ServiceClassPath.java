package dev.carillon;

import java.io.File;
import java.util.stream.Stream;

/** What the packaged jar would have of ours, for tests that start it in a process of its own. */
public final class ServiceClassPath {

    private ServiceClassPath() {}

    /** Without the tests' own settings, and without what makes the API's document of a service: each start would wait for it. */
    public static Stream<String> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("springdoc-"));
    }
}
