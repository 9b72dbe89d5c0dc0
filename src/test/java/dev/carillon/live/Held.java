package dev.carillon.live;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;

/** What pages ask under some address, kept back until it is let go: a network that is as slow as a test wants. */
public final class Held {

    private final List<Route> asked = new ArrayList<>();
    private final List<Runnable> kept = new ArrayList<>();
    private boolean open;

    private Held() {}

    /** The service has not been asked. */
    public static Held requests(Browser browser, String address) {
        var held = new Held();
        browser.route(address, route -> held.keep(route, route::resume));
        return held;
    }

    /** The service has answered, and the page does not know. */
    public static Held answers(Browser browser, String address) {
        var held = new Held();
        browser.route(address, route -> {
            var answer = new FulfillOptions().setResponse(route.fetch());
            held.keep(route, () -> route.fulfill(answer));
        });
        return held;
    }

    /** Until something is held. */
    public void await(Page page) {
        page.waitForCondition(() -> !kept.isEmpty());
    }

    /** Lets go what is held and all that comes after it. The page has the first answer then, and has done with it what it does. */
    public Response go(Page page) {
        var first = asked.getFirst().request();
        var answer = page.waitForResponse(response -> response.request().equals(first), () -> {
            open = true;
            kept.forEach(Runnable::run);
        });
        answer.finished();
        page.evaluate("() => new Promise(resolve => setTimeout(resolve, 0))");
        return answer;
    }

    private void keep(Route route, Runnable release) {
        if (open) {
            release.run();
        } else {
            asked.add(route);
            kept.add(release);
        }
    }
}
