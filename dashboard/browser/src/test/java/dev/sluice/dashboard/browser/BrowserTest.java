package dev.sluice.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.Dashboard;
import dev.sluice.dashboard.report.ComparisonReport;
import dev.sluice.dashboard.report.RunReport;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private Path folder = Path.of("none");
    private SampleRuns samples = new SampleRuns(folder);
    private Dashboard dashboard;
    private Playwright playwright;
    private Browser browser;
    private BrowserContext context;
    private Page page;
    private final List<String> problems = new ArrayList<>();

    private static Optional<Path> program(List<String> names) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(place -> names.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        Optional<Path> chromium = program(BROWSERS);
        Optional<Path> node = program(List.of("node"));
        assumeTrue(chromium.isPresent(), "skipped: there is no Chromium on the path");
        assumeTrue(node.isPresent(), "skipped: there is no Node on the path, which Playwright needs");
        folder = made;
        samples = new SampleRuns(folder);
        samples.write();
        dashboard = Dashboard.start(
                samples.runs(),
                samples.studies(),
                "localhost",
                0,
                (run, examples, top) -> List.of(List.of(new Output(
                        "outputs",
                        Output.Kind.CLASSES,
                        false,
                        List.of(List.of(new Prediction("<b>first</b>", 0.75), new Prediction("second", 0.25)))))));
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", node.get().toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @BeforeEach
    void openContext() {
        problems.clear();
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        watch(page);
    }

    @AfterEach
    void noProblem() {
        context.close();
        assertThat(problems).isEmpty();
    }

    /** Whatever goes wrong in a page, or is asked of another server, fails the test. */
    private void watch(Page watched) {
        watched.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                problems.add(message.text());
            }
        });
        watched.onPageError(problems::add);
        watched.onDialog(dialog -> {
            problems.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        watched.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(address("")) && !url.startsWith("data:") && !url.startsWith("file:")) {
                problems.add("asked for " + url);
            }
        });
    }

    private String address(String path) {
        return "http://localhost:" + dashboard.port() + path;
    }

    private void open(String path) {
        page.navigate(address(path));
        page.locator("main h1").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    }

    static List<String> pages() {
        return List.of(
                "/",
                "/runs/" + SampleRuns.FINISHED,
                "/runs/" + SampleRuns.ATTACK,
                "/runs/" + SampleRuns.RUNNING,
                "/compare?run=" + SampleRuns.FINISHED + "&run=" + SampleRuns.ATTACK + "&run=" + SampleRuns.THIRD,
                "/studies",
                "/studies/a%20study",
                "/models",
                "/models/" + SampleRuns.FINISHED);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_lightAndDark_isAccessible(String path) throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            open(path);
            assertThat(violations()).as("%s in %s", path, scheme).isEmpty();
        }
    }

    /** What axe-core finds, in words. */
    @SuppressWarnings("unchecked")
    private List<String> violations() throws Exception {
        try (InputStream axe = Objects.requireNonNull(BrowserTest.class.getResourceAsStream("/axe.min.js"))) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) page.evaluate("async () => (await axe.run()).violations.flatMap("
                + "v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_ofAnyWidth_fitsTheWindow(String path) {
        for (int width : List.of(400, 1280, 3840)) {
            page.setViewportSize(width, 900);
            open(path);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as("%s at %d", path, width)
                    .isLessThanOrEqualTo(width);
        }
    }

    @Test
    void runs_keyboard_searchesOpensAndCompares() {
        open("/");
        assertThat(page.locator("tbody tr")).hasCount(4);

        page.keyboard().press("/");
        page.keyboard().type("cell=gru and hidden>8");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(2);

        page.locator("h1").evaluate("() => document.activeElement.blur()");
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("c");
        page.waitForURL("**/compare?**");
        assertThat(page.locator("h1")).hasText("2 runs side by side");
        page.keyboard().press("g");
        page.keyboard().press("s");
        page.waitForURL("**/studies");
    }

    @Test
    void runs_conditionThatIsWrong_isExplained() {
        open("/");
        page.locator("#search").fill("cel=gru");

        // The refusal is also a message of the browser's console.
        page.locator("#search").press("Enter");

        assertThat(page.locator("[role=alert]")).containsText("did you mean 'cell'?");
        problems.removeIf(problem -> problem.contains("status of 400"));
    }

    @Test
    void run_trains_pageFollows() throws Exception {
        open("/runs/" + SampleRuns.RUNNING);
        assertThat(page.locator(".live")).hasText("live");
        int before = page.locator(".chart").count();
        assertThat(before).isPositive();

        SampleRuns.epoch(samples.runs().resolve(SampleRuns.RUNNING), 2, 0.25);

        assertThat(page.locator(".tile b").first()).hasText("2 / 20");
        assertThat(page.locator("canvas").first()).isVisible();
    }

    @Test
    void names_thatAreMarkup_areTexts() {
        open("/");
        assertThat(page.locator("tbody")).containsText("<img src=x onerror=alert(1)>\ufffd");
        open("/runs/" + SampleRuns.ATTACK);
        assertThat(page.locator("h1")).containsText("<img src=x onerror=alert(1)>\ufffd");
        assertThat(page.locator(".note")).containsText("</script><script>alert(3)</script>");
        assertThat(page.locator("main img")).hasCount(0);
    }

    @Test
    void model_form_showsTheAnswer() {
        open("/models/" + SampleRuns.FINISHED);
        page.locator("textarea").fill("some text");
        page.getByText("Try", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator(".classes li").first()).containsText("<b>first</b>");
        assertThat(page.locator(".classes li").first()).containsText("75.0 %");
    }

    @Test
    void theme_key_changesTheColors() {
        open("/");
        Object before = page.evaluate("getComputedStyle(document.body).backgroundColor");
        page.keyboard().press("t");
        page.keyboard().press("t");

        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(before);
    }

    @Test
    void reports_openWithoutANetwork() throws Exception {
        Path report = folder.resolve("report.html");
        Path comparison = folder.resolve("comparison.html");
        Run attack = new Run(samples.runs().resolve(SampleRuns.ATTACK));
        RunReport.write(attack, report);
        ComparisonReport.write(
                List.of(
                        attack,
                        new Run(samples.runs().resolve(SampleRuns.FINISHED)),
                        new Run(samples.runs().resolve(SampleRuns.THIRD))),
                comparison);
        context.setOffline(true);

        page.navigate(report.toUri().toString());
        assertThat(page.locator("h1")).containsText("<img src=x");
        assertThat(page.locator("canvas").first()).isVisible();
        assertThat(violations()).isEmpty();
        page.navigate(comparison.toUri().toString());
        assertThat(page.locator("h1")).hasText("3 runs side by side");
        assertThat(page.locator(".parallel path")).hasCount(3);
        assertThat(violations()).isEmpty();
    }
}
