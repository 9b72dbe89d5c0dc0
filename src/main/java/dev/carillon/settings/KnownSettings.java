package dev.carillon.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the settings are called, from the metadata that the compiler wrote of the records that hold them. */
final class KnownSettings {

    static final String PREFIX = "carillon.";

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";
    /** A name that differs in more than a third is no slip of the pen. */
    private static final int LIKENESS = 3;
    private static final int VARIABLES_LIKENESS = 8;

    private final List<Setting> settings;

    private KnownSettings(List<Setting> settings) {
        this.settings = settings;
    }

    /** @param isContainer whether there are names below it: of a list, or of keys that the operator chooses */
    private record Setting(String name, boolean isContainer) {

        boolean is(String plain) {
            return isContainer ? plain.startsWith(plain(name)) : plain.equals(plain(name));
        }
    }

    static KnownSettings read() {
        try (var metadata = KnownSettings.class.getResourceAsStream(METADATA)) {
            var settings = new ArrayList<Setting>();
            for (var property : properties(metadata == null ? null : JsonMapper.shared().readTree(metadata))) {
                var name = property.path("name").asString();
                if (name.startsWith(PREFIX)) {
                    settings.add(new Setting(name, property.path("type").asString().startsWith("java.util.")));
                }
            }
            if (settings.isEmpty()) {
                throw new IllegalStateException("It was built without " + METADATA);
            }
            return new KnownSettings(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterable<JsonNode> properties(@Nullable JsonNode metadata) {
        return metadata == null ? List.of() : metadata.path("properties");
    }

    boolean has(String name) {
        var plain = plain(name);
        return settings.stream().anyMatch(setting -> setting.is(plain));
    }

    /** Whether a variable of the environment, which others fill as well, is meant to be one of them: of a group of ours, or nearly one. */
    boolean isMeant(String variable) {
        boolean grouped = settings.stream()
                .map(setting -> setting.name.substring(0, setting.name.indexOf('.', PREFIX.length()) + 1))
                .anyMatch(group -> variable.toLowerCase(Locale.ROOT).replace('_', '.').startsWith(group));
        return grouped || nearest(variable, VARIABLES_LIKENESS).isPresent();
    }

    /** The one that was meant, as far as that can be told. */
    Optional<String> nearest(String name) {
        return nearest(name, LIKENESS);
    }

    private Optional<String> nearest(String name, int likeness) {
        var plain = plain(name);
        return settings.stream()
                .map(Setting::name)
                .min(Comparator.comparingInt(known -> distance(plain, plain(known))))
                .filter(known -> distance(plain, plain(known)) <= plain.length() / likeness);
    }

    /** Spring Boot binds {@code max-body}, {@code maxBody}, {@code max_body} and {@code MAXBODY} alike. */
    private static String plain(String name) {
        int index = name.indexOf('[');
        return (index < 0 ? name : name.substring(0, index)).replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }

    /** Of Levenshtein: how many letters have to be put in, taken out or changed. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
