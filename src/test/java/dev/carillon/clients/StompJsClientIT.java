package dev.carillon.clients;

import java.util.Map;

/** The library that browsers use, without our client around it. */
class StompJsClientIT extends ClientContract {

    @Override
    Follower start(Map<String, String> environment) {
        return new ClientPage("browser", "client=stompjs", environment, tokens);
    }
}
