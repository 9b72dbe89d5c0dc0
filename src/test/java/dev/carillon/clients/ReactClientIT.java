package dev.carillon.clients;

import java.util.Map;

/** The hook, in components that React really renders, twice as its StrictMode does. */
class ReactClientIT extends ClientContract {

    @Override
    Follower start(Map<String, String> environment) {
        return new ClientPage("react", "", environment, tokens) {

            private int read;

            @Override
            public String next() {
                until(() -> page().locator("li").count() > read || page().title().startsWith("ended"));
                return page().locator("li").count() > read
                        ? page().locator("li").nth(read++).textContent()
                        : page().title();
            }
        };
    }
}
