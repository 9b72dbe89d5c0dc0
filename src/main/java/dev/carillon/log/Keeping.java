package dev.carillon.log;

import java.util.List;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Pattern;
import dev.carillon.log.LogSettings.Keep;

/** What is kept of which stream. */
record Keeping(List<Map.Entry<Pattern, Keep>> rules, Keep otherwise) {

    /** As the settings say, which are of patterns. */
    static Keeping of(LogSettings settings) {
        return new Keeping(settings.retentionOf()
                .entrySet()
                .stream()
                .map(rule -> Map.entry(Pattern.parse(rule.getKey()), rule.getValue()))
                .toList(), settings.retention());
    }

    Keep of(Destination destination) {
        return rules.stream()
                .filter(rule -> rule.getKey().matches(destination))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
