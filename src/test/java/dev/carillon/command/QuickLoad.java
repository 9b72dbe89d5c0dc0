package dev.carillon.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;

/** The command {@code load}, on the shared service and for two seconds, where a test says nothing else. */
final class QuickLoad {

    private QuickLoad() {}

    static Invoked run(Path directory, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (all.stream().noneMatch(argument -> argument.startsWith("--url"))) {
            all.addAll(List.of("--url", RunningCarillon.shared().http("").toString()));
        }
        if (!all.contains("--token-file")) {
            all.addAll(List.of("--token-file", Invoked.file(directory, TestTokens.all("load"))));
        }
        for (var quick : List.of("--duration=1s", "--warm-up=1s")) {
            if (all.stream().noneMatch(argument -> argument.startsWith(quick.split("=")[0]))) {
                all.add(quick);
            }
        }
        all.addFirst("load");
        return Invoked.here(all.toArray(String[]::new));
    }
}
