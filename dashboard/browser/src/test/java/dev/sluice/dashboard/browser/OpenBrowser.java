package dev.sluice.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.dashboard.Dashboard;
import dev.sluice.dashboard.store.Folders;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A dashboard of sample runs, and a browser in which whatever goes wrong is noted. */
final class OpenBrowser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    /** Busy machines let a browser wait. */
    private static final int PATIENCE_MILLIS = 120_000;

    private final Dashboard dashboard;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> problems = new ArrayList<>();

    private OpenBrowser(Dashboard dashboard, Playwright playwright, Browser browser) {
        this.dashboard = dashboard;
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts both, where there is a browser; otherwise skips the tests. */
    static OpenBrowser on(SampleRuns samples) {
        Optional<Path> chromium = program(BROWSERS);
        Optional<Path> node = program(List.of("node"));
        assumeTrue(chromium.isPresent(), "skipped: there is no Chromium on the path");
        assumeTrue(node.isPresent(), "skipped: there is no Node on the path, which Playwright needs");
        Dashboard dashboard = Dashboard.start(
                new Folders(samples.runs(), samples.studies(), samples.models()),
                "localhost",
                0,
                (run, examples, top) -> List.of(List.of(new Output(
                        "outputs",
                        Output.Kind.CLASSES,
                        false,
                        List.of(List.of(new Prediction("<b>first</b>", 0.75), new Prediction("second", 0.25)))))));
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", node.get().toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox")));
        return new OpenBrowser(dashboard, playwright, browser);
    }

    private static Optional<Path> program(List<String> names) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(place -> names.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window of its own. Whatever goes wrong in it, or is asked of another server, is noted. */
    Page newPage() {
        problems.clear();
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                problems.add(message.text());
            }
        });
        page.onPageError(problems::add);
        page.onDialog(dialog -> {
            problems.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(address("")) && !url.startsWith("data:") && !url.startsWith("file:")) {
                problems.add("asked for " + url);
            }
        });
        return page;
    }

    /** What went wrong. Modified where a test expects something to. */
    List<String> problems() {
        return problems;
    }

    /** Closes a window in which nothing must have gone wrong. */
    void close(Page page) {
        page.context().close();
        assertThat(problems).isEmpty();
    }

    private String address(String path) {
        return "http://localhost:" + dashboard.port() + path;
    }

    /** Opens a page of the dashboard. */
    void open(Page page, String path) {
        page.navigate(address(path));
        page.locator("main h1").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    }

    /** What axe-core finds in a page, in words. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) throws Exception {
        try (InputStream axe = Objects.requireNonNull(OpenBrowser.class.getResourceAsStream("/axe.min.js"))) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) page.evaluate("async () => (await axe.run()).violations.flatMap("
                + "v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))");
    }

    @Override
    public void close() {
        playwright.close();
        dashboard.close();
    }
}
