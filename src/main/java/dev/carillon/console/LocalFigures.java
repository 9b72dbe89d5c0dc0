package dev.carillon.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.carillon.relay.Answers;
import dev.carillon.relay.NodeName;
import dev.carillon.relay.Question;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The figures of this node, for itself and for others; as JSON, which outlives an update of one of them. */
@Component
class LocalFigures implements Answers {

    static final String FIGURES = "figures";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MeterRegistry meters;
    private final NodeName node;

    LocalFigures(MeterRegistry meters, NodeName node) {
        this.meters = meters;
        this.node = node;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(FIGURES);
    }

    @Override
    public CompletableFuture<byte[]> answer(Question question) {
        return CompletableFuture.supplyAsync(() -> JSON.writeValueAsBytes(NodeFigures.of(node.toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS), meters.getMeters())), Thread::startVirtualThread);
    }
}
