package dev.carillon.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import dev.carillon.Machine;

/** A real Chromium, without the services that it would otherwise call at every start. */
public final class Browser implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private final Playwright playwright;
    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();

    private Browser(Playwright playwright, com.microsoft.playwright.Browser.NewContextOptions options) {
        this.playwright = playwright;
        var chromium = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(Machine.chromium().orElseThrow())
                        .setArgs(ARGUMENTS));
        this.context = chromium.newContext(options.setIgnoreHTTPSErrors(true));
    }

    public static Browser open(com.microsoft.playwright.Browser.NewContextOptions options) {
        assumeTrue(Machine.chromium().isPresent(), () -> Machine.skipped("browser tests", "no Chromium on the path"));
        return new Browser(Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))), options);
    }

    public static Browser open() {
        return open(new com.microsoft.playwright.Browser.NewContextOptions());
    }

    /** Opens a page; what its console complains of is kept. */
    public Page open(String url) {
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(url);
        return page;
    }

    /** Answers itself, in place of the service, what pages ask for under these addresses. */
    public void route(String addresses, Consumer<Route> answer) {
        // Chromium does not know where such a page comes from, and would ask before it lets it open a WebSocket to this machine.
        context.grantPermissions(List.of("local-network-access"));
        context.route(addresses, answer);
    }

    /** Errors and warnings of the console, such as a breach of the Content-Security-Policy. */
    public List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
