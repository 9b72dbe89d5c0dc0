package dev.carillon.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Our client under Node, installed as npm would. */
class NodeClientTests extends ClientContract {

    @TempDir
    private Path directory;

    @Override
    Follower start(Map<String, String> environment) throws Exception {
        Node.assume("client guide, Node");
        Node.installStompjs(directory);
        FileSystemUtils.copyRecursively(Path.of("src/client"), directory.resolve("node_modules/@carillon/client"));
        Files.copy(Program.EXAMPLES.resolve("node/follow.mjs"), directory.resolve("follow.mjs"));
        return Program.start(Node.run(directory, List.of("follow.mjs")), environment);
    }
}
