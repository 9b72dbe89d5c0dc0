package dev.carillon.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** React as modules that a browser can import. It comes for bundlers only, which a hook of ten lines does not need. */
final class React {

    private record Source(String file, List<String> requires, String names) {}

    private static final Map<String, Source> MODULES = Map.of(
            "scheduler.js", new Source("scheduler/*/cjs/scheduler", List.of(), ""),
            "react.js", new Source("react/*/cjs/react", List.of(), "createElement, StrictMode, useEffect, useState"),
            "react-dom.js", new Source("react-dom/*/cjs/react-dom", List.of("react"), ""),
            "react-dom-client.js", new Source("react-dom/*/cjs/react-dom-client",
                    List.of("react", "react-dom", "scheduler"), "createRoot"));

    private React() {}

    static String module(String name) {
        var source = MODULES.get(name);
        var imports = source.requires()
                .stream()
                .map(required -> "import " + variable(required) + " from '" + required + "';\n")
                .collect(Collectors.joining());
        var required = source.requires()
                .stream()
                .map(module -> "'" + module + "': " + variable(module))
                .collect(Collectors.joining(", "));
        return imports + "const process = { env: { NODE_ENV: 'development' } };\n"
                + "const module = { exports: {} };\n"
                + "(function (exports, require) {\n" + read(source.file())
                + "})(module.exports, name => ({" + required + "})[name]);\n"
                + "export default module.exports;\n"
                + "export const { " + source.names() + " } = module.exports;\n";
    }

    private static String variable(String module) {
        return module.replace('-', '_');
    }

    private static String read(String file) {
        var pattern = "classpath*:META-INF/resources/webjars/" + file + ".development.js";
        try {
            return new PathMatchingResourcePatternResolver().getResources(pattern)[0]
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
