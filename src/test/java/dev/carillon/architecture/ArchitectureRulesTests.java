package dev.carillon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail guards nothing: each one is shown code that breaks it, compiled here. */
class ArchitectureRulesTests {

    static Stream<Arguments> broken() {
        var imports = ArchitectureRules.IMPORTS.keySet()
                .stream()
                .map(name -> Arguments.of(
                        ArchitectureRules.importsOf(name),
                        Map.of("dev.carillon.attic.Stranger", "public class Stranger {}",
                                "dev.carillon." + name + ".Room",
                                "class Room extends dev.carillon.attic.Stranger {}")));
        return Stream.concat(imports, Stream.of(
                Arguments.of(ArchitectureRules.everyPackageHasARow(),
                        Map.of("dev.carillon.attic.Box", "class Box {}")),
                Arguments.of(ArchitectureRules.noCycles(),
                        Map.of("dev.carillon.access.A", "public class A { dev.carillon.stomp.B b; }",
                                "dev.carillon.stomp.B", "public class B { dev.carillon.access.A a; }")),
                Arguments.of(ArchitectureRules.coreKnowsNoFramework(),
                        Map.of("dev.carillon.fanout.Lane", "class Lane { org.springframework.util.MimeType type; }")),
                Arguments.of(ArchitectureRules.coreKnowsNoFramework(),
                        Map.of("dev.carillon.notification.Row", "class Row { java.sql.Connection connection; }")),
                Arguments.of(ArchitectureRules.namesSayWhatAThingIs(),
                        Map.of("dev.carillon.stomp.BrokerImpl", "class BrokerImpl {}")),
                Arguments.of(ArchitectureRules.namesSayWhatAThingIs(),
                        Map.of("dev.carillon.stomp.util.Frames", "class Frames {}")),
                Arguments.of(ArchitectureRules.injectionByConstructor(),
                        Map.of("dev.carillon.stomp.Injected", "class Injected {"
                                + " @org.springframework.beans.factory.annotation.Autowired String text; }")),
                Arguments.of(ArchitectureRules.interfacesHaveSeveralImplementations(),
                        Map.of("dev.carillon.stomp.Sender", "interface Sender {}",
                                "dev.carillon.stomp.OnlySender", "class OnlySender implements Sender {}")),
                Arguments.of(ArchitectureRules.packagesAreNullMarked(),
                        Map.of("dev.carillon.stomp.Unmarked", "class Unmarked {}"))));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void fails(ArchRule rule, Map<String, String> sources, @TempDir Path directory) throws IOException {
        compile(sources, directory);

        assertThat(rule.evaluate(new ClassFileImporter().importPath(directory)).hasViolation()).isTrue();
    }

    private static void compile(Map<String, String> sources, Path directory) throws IOException {
        var arguments = new ArrayList<>(
                List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path")));
        for (var source : sources.entrySet()) {
            int dot = source.getKey().lastIndexOf('.');
            var file = directory.resolve(source.getKey().substring(dot + 1) + ".java");
            Files.writeString(file, "package " + source.getKey().substring(0, dot) + "; " + source.getValue());
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
