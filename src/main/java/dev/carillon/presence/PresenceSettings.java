package dev.carillon.presence;

import java.util.List;

import dev.carillon.destination.Pattern;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code carillon.presence}.
 *
 * @param topics patterns of topics whose subscribers are told who joins and who leaves; none by default
 * @param maxWaiting how many that come and go may wait to be told of; of those beyond nobody hears
 */
@Validated
@ConfigurationProperties("carillon.presence")
record PresenceSettings(@NotNull @DefaultValue List<String> topics, @Min(1) @DefaultValue("10000") int maxWaiting) {

    PresenceSettings {
        topics.forEach(Pattern::parse);
    }

    List<Pattern> patterns() {
        return topics.stream().map(Pattern::parse).toList();
    }
}
