package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes, as from a shell. */
class InvocationTests {

    private static final Map<String, String> SECRET = Map.of("CARILLON_TOKENS_HMAC_SECRET", TestTokens.SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"token", "no-command", "--help", "-V"})
    void isACommand(String first) {
        assertThat(Invocation.isCommand(first, "--server.port=1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server.port=1", "--debug", "-x"})
    void isTheService(String first) {
        assertThat(Invocation.isCommand(first, "token")).isFalse();
        assertThat(Invocation.isCommand()).isFalse();
    }

    @Test
    void helpNamesEveryCommand() {
        var help = Invoked.process(Map.of(), "", "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("publish", "tail", "token", "check-config", "completion", "CARILLON_TOKEN");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void whatWasMeantIsSuggested() {
        var misspelt = Invoked.process(Map.of(), "", "pubish");

        assertThat(misspelt.status()).isEqualTo(2);
        assertThat(misspelt.out()).isEmpty();
        assertThat(misspelt.err()).contains("'pubish'", "carillon publish").doesNotContain("\tat ");
    }

    /** The secret comes from the environment, the token goes to stdout alone, and the service takes it. */
    @Test
    void aTokenIsTaken() {
        var made = Invoked.process(SECRET, "", "token", "--sub", "alice", "--publish", "orders.*");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.err()).isEmpty();
        var answer = new Api(RunningCarillon.shared(), made.out().strip())
                .publish("/topics/orders.token/notifications", "{\"payload\":1}");
        assertThat(answer.path("destination").asString()).isEqualTo("topic:orders.token");
    }

    @Test
    void aSecretMayComeOnStdin() {
        var made = Invoked.process(Map.of(), TestTokens.SECRET + "\n", "token", "--sub", "a", "--secret-file", "-");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
    }

    @Test
    void settingsAreChecked() {
        assertThat(Invoked.process(SECRET, "", "check-config").out()).contains("The settings are good");

        var wrong = Invoked.process(SECRET, "", "check-config", "--carillon.relay.type=pigeon");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("carillon.relay.type", "pigeon");
        assertThat(wrong.err()).contains("would not start").doesNotContain("\tat ");

        assertThat(Invoked.process(SECRET, "", "check-config", "pigeon").status()).isEqualTo(2);
        assertThat(Invoked.process(SECRET, "", "check-config", "carillon.tokens.hmac-secret=hush").err())
                .contains("--name=value")
                .doesNotContain("hush");
    }

    /** UTF-8 in and out, on a machine that is set to nothing. */
    @Test
    void textIsUtf8() {
        var environment = Map.of("CARILLON_TOKEN", TestTokens.all("zoe"), "CARILLON_URL",
                RunningCarillon.shared().http("").toString(), "LC_ALL", "POSIX");
        var published = Invoked.process(environment, "Zoë läutet", "publish", "--topic", "utf-8", "-");
        assertThat(published.status()).as(published.err()).isZero();

        var tail = Invoked.process(environment, "", "tail", "--topic", "utf-8", "--history", "1", "--count", "1");
        assertThat(tail.out()).contains("\"payload\":\"Zoë läutet\"");
    }

    /** Of picocli Spring sees an annotation, as it looks for its own on every class of ours. */
    @Test
    void aStartOfTheServiceLoadsNothingOfIt(@TempDir Path directory) throws Exception {
        var loaded = directory.resolve("loaded");
        var service = Invoked.start(Map.of("JAVA_TOOL_OPTIONS",
                "-Dspring.context.exit=onRefresh -Xlog:class+load:file=" + loaded),
                "--carillon.log.file=" + directory.resolve("carillon.db"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();

        assertThat(service.waitFor()).as(Files.readString(directory.resolve("output"))).isZero();
        assertThat(Files.readString(loaded)).contains("dev.carillon.command.Invocation")
                .doesNotContain("picocli.CommandLine source", "dev.carillon.command.CarillonCommand source");
    }
}
