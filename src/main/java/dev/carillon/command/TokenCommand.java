package dev.carillon.command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;

import dev.carillon.access.keys.HmacKey;
import dev.carillon.access.keys.NewToken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a token for who has the secret. */
@Command(name = "token", mixinStandardHelpOptions = true, description = {
    "Prints a token, signed with the secret in CARILLON_TOKENS_HMAC_SECRET or in a file. There is no option for"
            + " the secret itself: other users of a machine see the arguments of its processes.",
    "A user's own queues need no pattern.", ""}, footerHeading = "%nExamples:%n", footer = {
        "  carillon token --sub alice --subscribe 'orders.**' --publish 'chat.*' --ttl 1h",
        "  carillon token --sub backend --publish '**' --publish 'user:*' --secret-file /run/secrets/hmac-secret",
        "  carillon token --sub operator --manage --ttl 10m"})
final class TokenCommand implements Callable<Integer> {

    private static final String SECRET = "CARILLON_TOKENS_HMAC_SECRET";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--sub", required = true, paramLabel = "USER", description = "whose token it is")
    private String user = "";

    @Option(names = "--subscribe", split = ",", paramLabel = "PATTERN", description = "topics that it may read: orders.eu, orders.*, orders.**")
    private List<String> subscribe = List.of();

    @Option(names = "--publish", split = ",", paramLabel = "PATTERN", description = "where it may publish: topics, and user:alice or user:*")
    private List<String> publish = List.of();

    @Option(names = "--ttl", defaultValue = "1h", paramLabel = "TIME", description = "how long it is good for (default: ${DEFAULT-VALUE})")
    private Duration lifetime = Duration.ZERO;

    @Option(names = "--manage", description = "opens the calls that manage: who is here, disconnect, revoke")
    private boolean manages;

    @Option(names = "--audience", defaultValue = "${env:CARILLON_TOKENS_AUDIENCE}", paramLabel = "NAME", description = "its aud (default: CARILLON_TOKENS_AUDIENCE)")
    private @Nullable String audience;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "where the secret is; - is stdin (default: "
            + SECRET + ")")
    private @Nullable String secretFile;

    @Override
    public Integer call() {
        try {
            var token = new NewToken(user, subscribe, publish, lifetime, audience, manages);
            spec.commandLine().getOut().println(token.sign(key()));
            return ExitStatus.DONE.code();
        } catch (IllegalArgumentException refusal) {
            throw Failure.misused(refusal.getMessage() + ".");
        }
    }

    private SecretKey key() {
        var secret = secretFile == null ? System.getenv(SECRET) : new TextFile(secretFile).text();
        if (secret == null || secret.isBlank()) {
            throw Failure.misused("There is no secret: set " + SECRET + ", or name its file with --secret-file.");
        }
        return HmacKey.of(secret);
    }
}
