package dev.carillon.stomp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.stereotype.Component;

/** Counts client frames as {@code carillon.frames.received}, tagged by command. Thread-safe. */
@Component
class FrameMeter {

    private static final Set<StompCommand> SERVER_FRAMES = EnumSet.of(StompCommand.CONNECTED, StompCommand.MESSAGE,
            StompCommand.RECEIPT, StompCommand.ERROR);

    private final Map<StompCommand, Counter> counters;

    FrameMeter(MeterRegistry meters) {
        this.counters = Arrays.stream(StompCommand.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), command -> counter(command, meters)));
    }

    void count(StompCommand command) {
        Objects.requireNonNull(counters.get(command)).increment();
    }

    private static Counter counter(StompCommand command, MeterRegistry meters) {
        return Counter.builder("carillon.frames.received")
                .description("STOMP frames that clients sent")
                .tag("command", SERVER_FRAMES.contains(command) ? "other" : command.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
