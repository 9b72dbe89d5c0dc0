package dev.carillon.clients;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.Route;
import dev.carillon.live.Browser;

/** A client that is a page of the service's own origin, with the files of the guide, and logs a line for each notification. */
class ClientPage implements Follower {

    private final Browser browser = Browser.open();
    private final Queue<String> lines = new ArrayDeque<>();
    private final Page page;

    /** Opens a page of this folder and with this query. */
    ClientPage(String folder, String query, Map<String, String> environment, TokenEndpoint tokens) {
        var origin = environment.get("CARILLON_URL");
        browser.route(origin + "/guide/*", route -> route.fulfill(new Route.FulfillOptions()
                .setPath(Program.EXAMPLES.resolve(folder).resolve(fileOf(route)))));
        browser.route(origin + "/my/token", route -> route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(tokens.answer())));
        browser.route(origin + "/modules/*", route -> route.fulfill(new Route.FulfillOptions()
                .setContentType("text/javascript")
                .setBody(React.module(fileOf(route)))));
        page = browser.open("about:blank");
        page.onConsoleMessage(message -> {
            if (message.type().equals("log")) {
                lines.add(message.text());
            }
        });
        page.navigate(origin + "/guide/index.html?" + query + "&topic=" + environment.get("CARILLON_TOPIC"));
    }

    private static String fileOf(Route route) {
        return route.request().url().replaceFirst(".*/([^/?]+)(\\?.*)?", "$1");
    }

    Page page() {
        return page;
    }

    @Override
    public String next() {
        until(() -> !lines.isEmpty());
        return lines.remove();
    }

    @Override
    public void until(BooleanSupplier condition) {
        page.waitForCondition(condition, new WaitForConditionOptions().setTimeout(Program.PATIENCE.toMillis()));
    }

    @Override
    public void close() {
        browser.close();
    }
}
