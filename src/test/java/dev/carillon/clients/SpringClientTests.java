package dev.carillon.clients;

import java.util.Map;

/** Spring's own STOMP client, as a Java service would use it. */
class SpringClientTests extends ClientContract {

    @Override
    Follower start(Map<String, String> environment) {
        return Program.start(Program.java(Program.EXAMPLES.resolve("spring/Follow.java").toString()), environment);
    }
}
