package dev.sluice.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of models: from a version to its run, names that are attacks, the form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModelPagesTest {
    private OpenBrowser browser;
    private Page page;

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        SampleRuns samples = new SampleRuns(made);
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

    @ParameterizedTest
    @ValueSource(strings = {"/runs/" + SampleRuns.FINISHED + "/model", "/models/names/production"})
    void model_form_showsTheAnswer(String path) {
        open(path);
        page.locator("textarea").fill("some text");
        page.locator("textarea").press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator(".classes li").first()).containsText("<b>first</b>");
        assertThat(page.locator(".classes li").first()).containsText("75.0 %");
    }

    @Test
    void models_promoted_leadToTheirVersionsAndRuns() {
        open("/models");
        Locator promoted = page.getByRole(AriaRole.REGION, named("Promoted models"));
        assertThat(promoted.locator("tbody tr")).hasCount(2);
        assertThat(promoted.locator("tbody tr").last()).containsText("production");
        assertThat(promoted.locator("tbody tr").last()).containsText("2 classes: a, b");

        page.getByRole(AriaRole.LINK, named("names@1")).focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/models/names/1");
        assertThat(page.locator("main")).containsText("0123456789abcdef, with changes");
        page.getByRole(AriaRole.LINK, named(SampleRuns.FINISHED)).focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/runs/" + SampleRuns.FINISHED);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    @Test
    void models_namesThatAreMarkup_areTexts() {
        open("/models");
        assertThat(page.locator("main")).containsText("<img src=x onerror=alert(4)>");
        assertThat(page.locator("main")).containsText("<img src=x onerror=alert(5)>\ufffd");
        assertThat(page.locator("main")).containsText("<img src=x onerror=alert(8)>");
        // No version is called like that, so those folders are none.
        assertThat(page.locator("main")).not().containsText("alert(6)");
        assertThat(page.locator("main")).not().containsText("alert(7)");
        assertThat(page.locator("main img")).hasCount(0);
        open("/models/names/2");
        assertThat(page.locator("main")).containsText("</pre><script>alert(9)</script>");
        assertThat(page.locator("main img, main script")).hasCount(0);
    }
}
