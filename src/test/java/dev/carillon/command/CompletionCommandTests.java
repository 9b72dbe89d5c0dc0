package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.carillon.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real bash is asked what it would complete. */
class CompletionCommandTests {

    @TempDir
    private Path directory;

    @Test
    void completesCommandsAndOptions() throws Exception {
        assertThat(completions("pub")).containsExactly("publish");
        assertThat(completions("c")).containsExactlyInAnyOrder("check-config", "completion");
        assertThat(completions("tail", "--h")).contains("--history", "--help");
        assertThat(completions("token", "--s")).containsExactlyInAnyOrder("--sub", "--subscribe", "--secret-file");
    }

    private List<String> completions(String... words) throws IOException, InterruptedException {
        assumeTrue(Machine.has("bash"), () -> Machine.skipped("completion", "no bash on the path"));
        var script = Files.writeString(directory.resolve("completion"), Invoked.here("completion").out());
        var bash = new ProcessBuilder("bash", "--norc", "-c", """
                source %s
                COMP_WORDS=(carillon %s)
                COMP_CWORD=%d
                complete -p carillon >/dev/null && _complete_carillon 2>/dev/null && printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(script, String.join(" ", words), words.length)).redirectErrorStream(true).start();
        var answer = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer.lines().toList();
    }
}
