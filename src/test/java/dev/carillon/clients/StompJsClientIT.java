package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;

import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Test;

/** The library that browsers use, without our client around it. */
class StompJsClientIT extends ClientContract {

    @Override
    ClientPage start(Map<String, String> environment) {
        return new ClientPage("browser", "client=stompjs", environment, tokens);
    }

    @Test
    void asksForNoTokenAfterItHasEnded() throws Exception {
        tokens.goodFor(60, 1);
        try (var client = (ClientPage) start()) {
            client.until(() -> subscribed() == 1);
            var renewals = new ArrayList<Route>();
            client.page().route("**/my/token", renewals::add);
            client.until(() -> !renewals.isEmpty());
            client.page().clock().install();
            revoke();
            assertThat(client.next()).isEqualTo("ended 4410");

            renewals.getFirst().fulfill(new Route.FulfillOptions().setBody(tokens.answer()));
            client.page().evaluate("fetch('page.js')"); // Which is answered after it.
            client.page().clock().runFor(60_000);
            client.page().evaluate("fetch('page.js')");
            assertThat(renewals).hasSize(1);
        }
    }
}
