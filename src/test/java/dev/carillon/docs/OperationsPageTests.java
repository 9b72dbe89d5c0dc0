package dev.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;

import dev.carillon.RunningCarillon;
import org.junit.jupiter.api.Test;

/** {@code src/docs/operations.md} names what there is. */
class OperationsPageTests {

    /** With its tag, where the page says one. */
    private static final Pattern SERIES = Pattern.compile("(carillon|process|jvm)_[a-z_]+(\\{\\w+=\"[\\w-]+\")?");
    private static final Pattern SETTING = Pattern.compile("carillon(\\.[a-z-]{3,}){2,}");

    private final String page = String.join("\n", Page.read("src/docs/operations.md").lines());

    OperationsPageTests() throws IOException {}

    /** Those of the relay are there where there are several nodes. */
    @Test
    void metersThatThereAre() {
        var carillon = RunningCarillon.shared();
        var scraped = carillon.get(carillon.management("/actuator/prometheus")).body();

        assertThat(SERIES.matcher(page).results().map(series -> series.group()))
                .filteredOn(series -> !series.startsWith("carillon_relay_"))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(scraped).contains("\n" + series));
    }

    @Test
    void settingsThatThereAre() throws IOException {
        var settings = String.join("\n", Page.read("src/docs/configuration.md").lines());

        assertThat(SETTING.matcher(page).results().map(setting -> setting.group()))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(settings).contains("`" + setting));
    }
}
