package dev.sluice.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.report.ComparisonReport;
import dev.sluice.dashboard.report.RunReport;
import java.nio.file.Path;
import java.util.List;
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
    private Path folder = Path.of("none");
    private SampleRuns samples = new SampleRuns(folder);
    private OpenBrowser browser;
    private Page page;

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        folder = made;
        samples = new SampleRuns(folder);
        samples.write();
        browser = OpenBrowser.on(samples);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openWindow() {
        page = browser.newPage();
    }

    @AfterEach
    void noProblem() {
        browser.close(page);
    }

    private void open(String path) {
        browser.open(page, path);
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
                "/models/names",
                "/models/names/1",
                "/models/names/2",
                "/runs/" + SampleRuns.FINISHED + "/model");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_lightAndDark_isAccessible(String path) throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            open(path);
            assertThat(OpenBrowser.violations(page))
                    .as("%s in %s", path, scheme)
                    .isEmpty();
        }
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
    void page_ofALaptop_cutsNoTableAndBreaksNoTime() {
        open("/");
        assertThat(page.locator("tbody tr")).hasCount(4);
        assertThat(every(".scroll", "each.scrollWidth <= each.clientWidth")).isTrue();

        open("/runs/" + SampleRuns.RUNNING);
        assertThat(page.locator(".columns > div > .facts dd").first()).isVisible();
        assertThat(every(
                        ".columns > div > .facts dd",
                        "each.offsetHeight < 2 * parseFloat(getComputedStyle(each).lineHeight)"))
                .isTrue();
    }

    private boolean every(String selector, String condition) {
        return (Boolean)
                page.evaluate("[...document.querySelectorAll('" + selector + "')].every(each => " + condition + ")");
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
        browser.problems().removeIf(problem -> problem.contains("status of 400"));
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
        page.context().setOffline(true);

        page.navigate(report.toUri().toString());
        assertThat(page.locator("h1")).containsText("<img src=x");
        assertThat(page.locator("canvas").first()).isVisible();
        assertThat(OpenBrowser.violations(page)).isEmpty();
        page.navigate(comparison.toUri().toString());
        assertThat(page.locator("h1")).hasText("3 runs side by side");
        assertThat(page.locator(".parallel path")).hasCount(3);
        assertThat(OpenBrowser.violations(page)).isEmpty();
    }
}
