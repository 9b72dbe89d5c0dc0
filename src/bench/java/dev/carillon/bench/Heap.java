package dev.carillon.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a JVM's heap holds after a full collection. */
final class Heap {

    private Heap() {}

    /** Live bytes; the histogram is kept beside the results, since it says what they are made of. */
    static long live(long pid, Path histogram) throws IOException {
        var text = jcmd(pid, "GC.class_histogram");
        Files.writeString(histogram, text);
        var lines = text.lines().filter(line -> line.startsWith("Total")).toList();
        return Long.parseLong(lines.getFirst().strip().split("\\s+")[2]);
    }

    private static String jcmd(long pid, String command) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(List.of(jcmd, Long.toString(pid), command)).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
