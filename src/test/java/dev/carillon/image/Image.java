package dev.carillon.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * What is in the image, made from the packaged jar by the Dockerfile's own steps, without a container engine: the jar is extracted
 * and laid out, and the AOT cache trained, by this machine's JDK.
 *
 * @param home the image's working directory
 */
public record Image(Path home) {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Dockerfile DOCKERFILE = Dockerfile.read();

    /** In a directory of its own, which goes with this JVM. */
    public static Image build() {
        try {
            var directory = Files.createTempDirectory("carillon-image",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
            Files.copy(Path.of("target/carillon.jar"), directory.resolve("carillon.jar"));
            run(directory, DOCKERFILE.stage("layers").command("RUN"));
            var image = new Image(layOut(directory));
            train(image.home(), directory);
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the COPY lines of the stage do that training and the image begin with. */
    private static Path layOut(Path directory) throws IOException {
        var home = Files.createDirectory(directory.resolve("home"));
        for (var copy : DOCKERFILE.stage("runtime").all("COPY")) {
            var words = copy.split(" ");
            if (words[0].equals("--from=layers")) {
                run(directory, List.of("cp", "-a", directory + words[1].replace("/layers", "") + ".", home + "/"));
            } else {
                Files.copy(Path.of(words[0]), home.resolve(Path.of(words[0]).getFileName()));
            }
        }
        return home;
    }

    private static void train(Path home, Path directory) throws IOException {
        var training = DOCKERFILE.stage("training");
        var command = training.command("RUN").stream().map(word -> word.replace("/tmp", directory.toString())).toList();
        var builder = process(home, command);
        training.environment()
                .forEach((name, value) -> builder.environment().put(name, value.replace("/tmp", directory.toString())));
        run(builder);
        Files.move(directory.resolve("carillon.aot"), home.resolve("carillon.aot"));
    }

    /** The image's command, in its working directory, with other options for the JVM behind its own. */
    public ProcessBuilder entrypoint(String... options) {
        var command = DOCKERFILE.image().command("ENTRYPOINT");
        command.addAll(command.indexOf("-jar"), List.of(options));
        return process(home, command);
    }

    ProcessBuilder healthCheck() {
        return process(home, DOCKERFILE.image().command("HEALTHCHECK"));
    }

    /** Of the machine's environment it gets nothing that would change the JVM. */
    private static ProcessBuilder process(Path directory, List<String> command) {
        var words = new ArrayList<>(command);
        words.replaceAll(word -> word.equals("java") ? JAVA.toString() : word);
        var builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private static void run(Path directory, List<String> command) throws IOException {
        run(process(directory, command));
    }

    private static void run(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", builder.command()) + ": " + output);
        }
    }
}
