package dev.carillon.clients;

import java.util.Map;

/** Our client in a page that the service's own origin has. */
class BrowserClientIT extends ClientContract {

    @Override
    Follower start(Map<String, String> environment) {
        return new ClientPage("browser", "client=carillon", environment, tokens);
    }
}
