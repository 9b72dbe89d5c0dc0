package dev.carillon.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class KeySetAddressTests {

    private final Issuer issuer = new Issuer();
    private final Pages pages = new Pages(Duration.ofSeconds(10), DataSize.ofKilobytes(64));

    @AfterEach
    void close() {
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/tenant", "/tenant/"})
    void isInTheMetadataOfOpenIdConnect(String path) throws IOException, ParseException {
        var name = issuer.name() + path;
        issuer.announces(path.replaceAll("/$", "") + "/.well-known/openid-configuration", name,
                issuer.keysAt().toString());

        assertThat(find(name)).isEqualTo(issuer.keysAt().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tenant"})
    void orInThatOfRfc8414(String path) throws IOException, ParseException {
        var name = issuer.name() + path;
        issuer.announces("/.well-known/oauth-authorization-server" + path, name, issuer.keysAt().toString());

        assertThat(find(name)).isEqualTo(issuer.keysAt().toString());
    }

    @Test
    void isNotInTheMetadataOfAnother() {
        issuer.announces("/.well-known/openid-configuration", "https://other.example", issuer.keysAt().toString());

        assertThatThrownBy(() -> find(issuer.name())).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/etc/passwd", "keys", ""})
    void isNotAFile(String address) {
        issuer.announces("/.well-known/openid-configuration", issuer.name(), address);

        assertThatThrownBy(() -> find(issuer.name())).isInstanceOf(IOException.class);
    }

    private String find(String name) throws IOException, ParseException {
        return new KeySetAddress.Discovered(name).find(pages).toString();
    }
}
