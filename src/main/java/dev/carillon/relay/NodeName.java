package dev.carillon.relay;

import java.util.concurrent.ThreadLocalRandom;

import org.springframework.stereotype.Component;

/** What this process is called among the nodes: another one each time it starts. */
@Component
public final class NodeName {

    private final String name = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE),
            Character.MAX_RADIX);

    @Override
    public String toString() {
        return name;
    }
}
