package dev.carillon.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.Stream;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients see of keys that come, go, and cannot be had. */
class OutageTests {

    private static final SigningKey KEY = SigningKey.ec("key");
    private static final SigningKey NEW = SigningKey.ed25519("new");

    private final Issuer issuer = new Issuer(KEY);

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void takesUpANewKeyWhileItRuns() {
        try (var carillon = start()) {
            new Doors(carillon).open(KEY.sign(issuer.claims().build()));
            issuer.publishes(KEY, NEW);
            new Doors(carillon).open(NEW.sign(issuer.claims().build()));
            new Doors(carillon).open(KEY.sign(issuer.claims().build()));
        }
    }

    @Test
    void startsWithoutItsIssuerAndSaysThatItCannotTell() {
        issuer.fails();
        try (var carillon = start()) {
            new Doors(carillon).refuse(KEY.sign(issuer.claims().build()), 503, "keys-unavailable", 1013);
            new Doors(carillon).refuse(NEW.sign(issuer.claims().issuer("https://other.example").build()), 401,
                    "token-invalid", 4401);
            assertThat(carillon.metric("carillon_keys_fetches_total{outcome=\"failed\"}")).isPositive();
        }
    }

    @Test
    void goesOnWithTheKeysItHas() {
        try (var carillon = start()) {
            new Doors(carillon).open(KEY.sign(issuer.claims().build()));
            issuer.fails();
            new Doors(carillon).open(KEY.sign(issuer.claims().build()));
            new Doors(carillon).refuse(NEW.sign(issuer.claims().build()), 503, "keys-unavailable", 1013);
        }
    }

    /** That it never answered at first is forgotten. */
    @Test
    void takesThemOnceTheIssuerIsThere() {
        issuer.isSilent();
        try (var carillon = start("carillon.tokens.key-sets.refetch-interval=1ms",
                "carillon.tokens.key-sets.timeout=200ms")) {
            new Doors(carillon).refuse(KEY.sign(issuer.claims().build()), 503, "keys-unavailable", 1013);
            issuer.publishes(KEY);
            new Doors(carillon).open(KEY.sign(issuer.claims().build()));
        }
    }

    /** More of them than there are threads in any pool; whoever has to wait for them would lose patience before they do. */
    @Test
    void whoHasAKnownKeyDoesNotWaitForThoseWhoHaveNot() {
        try (var carillon = start("carillon.tokens.key-sets.timeout=60s")) {
            new Doors(carillon).open(KEY.sign(issuer.claims().build()));
            issuer.isSilent();
            for (int i = 0; i < 220; i++) {
                var unknown = KEY.sign(KEY.header().keyID("unknown" + i).build(), issuer.claims().build());
                StompSocket.open(carillon)
                        .send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + unknown + "\n\n");
            }
            await().until(() -> issuer.fetches() == 2);

            new Doors(carillon).open(KEY.sign(issuer.claims().subject("bob").build()));
            issuer.close();
        }
    }

    private RunningCarillon start(String... more) {
        return RunningCarillon
                .startWithout(Stream.concat(Stream.of("carillon.tokens.issuers[0].issuer=" + issuer.name(),
                        "carillon.tokens.issuers[0].audience=carillon"), Stream.of(more)).toArray(String[]::new));
    }
}
