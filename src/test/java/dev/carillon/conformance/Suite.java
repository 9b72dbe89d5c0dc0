package dev.carillon.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Autobahn test suite, which is Python 2: it runs on Jython, in a JVM of its own. */
record Suite(Path directory) {

    /** Where the build puts Jython and the suite. */
    private static final Path JARS = Path.of("target/autobahn/lib/*");
    private static final String AGENT = "Carillon";
    private static final int PATIENCE_MINUTES = 30;

    private static final String START = """
            import json, sys
            from autobahntestsuite import wstest
            wstest.start({'mode': 'fuzzingclient', 'debug': False}, json.load(open(sys.argv[1])))
            """;

    /** Runs every case that one of the patterns names and no exclusion does. */
    List<CaseResult> run(String url, List<String> cases, List<String> exclusions)
            throws IOException, InterruptedException {
        var script = Files.writeString(directory.resolve("start.py"), START);
        var specification = Files.writeString(directory.resolve("cases.json"), JsonMapper.shared()
                .writeValueAsString(Map.of("outdir", directory.toString(), "servers",
                        List.of(Map.of("agent", AGENT, "url", url)), "cases", cases, "exclude-cases", exclusions,
                        "options", Map.of("failByDrop", false))));
        var log = directory.resolve("log").toFile();
        var suite = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Dpython.cachedir.skip=true", "-classpath", JARS.toString(),
                "org.python.util.jython", script.toString(), specification.toString()).redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!suite.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || suite.exitValue() != 0) {
                throw new AssertionError(Files.readString(log.toPath()));
            }
        } finally {
            suite.destroyForcibly();
        }
        return results(JsonMapper.shared().readTree(directory.resolve("index.json").toFile()).get(AGENT));
    }

    private static List<CaseResult> results(JsonNode index) {
        var results = new ArrayList<CaseResult>();
        index.properties().forEach(entry -> results.add(CaseResult.of(entry.getKey(), entry.getValue())));
        results.sort(Comparator.comparingInt(CaseResult::group).thenComparing(CaseResult::id));
        return results;
    }
}
