package dev.sluice.dashboard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.server.Assets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SingleFileTest {
    private static final Pattern TOP_LEVEL =
            Pattern.compile("(?m)^(?:export )?(?:async )?(?:function|const|let|class) (\\w+)");

    @TempDir
    private Path folder;

    private Path run(String name, String hidden, String note) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                run.resolve("status.json"),
                "{\"state\":\"finished\",\"ended\":\"2026-01-01T00:00:00Z\",\"process\":1}");
        Files.writeString(run.resolve("experiment.yaml"), "name: " + name + "\nmodel:\n  hidden: " + hidden + "\n");
        Files.writeString(run.resolve("notes.json"), "{\"tags\":[],\"note\":\"" + note + "\",\"archived\":false}");
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"epoch\":1,\"training_loss\":0.5,\"validation_loss\":0.25,\"learning_rate\":1,\"gradient_norm\":1,\"best\":true}\n");
        return run;
    }

    @Test
    void report_holdsAllThatItNeeds_andAsksForNothing() throws IOException {
        Path run = run("alone", "8", "a note");
        Files.write(run.resolve("learning-curve.png"), new byte[] {1, 2, 3});
        Path file = folder.resolve("report.html");

        RunReport.write(new Run(run), file);

        String html = Files.readString(file);
        assertThat(html)
                .contains(
                        "data:image/png;base64,AQID", "\"training.loss\":[0.5]", "\"model.hidden\":\"8\"", "var uPlot=")
                .contains("default-src 'none'");
        assertThat(html).doesNotContainPattern("(src|href)=\"(?!data:)").doesNotContain("fetch(", "EventSource");
    }

    @Test
    void report_noteWithMarkup_cannotEndTheData() throws IOException {
        Path file = folder.resolve("report.html");

        RunReport.write(new Run(run("marked", "8", "</script><script>alert(1)</script><!--")), file);

        assertThat(Files.readString(file)).doesNotContain("alert(1)</script>").contains("\\u003c/script>");
    }

    @Test
    void comparison_listsDifferences() throws IOException {
        Path file = folder.resolve("comparison.html");

        ComparisonReport.write(List.of(new Run(run("one", "8", "")), new Run(run("two", "16", ""))), file);

        assertThat(Files.readString(file, StandardCharsets.UTF_8))
                .contains("\"name\":\"model.hidden\",\"values\":[\"8\",\"16\"]");
    }

    /** Reports put the modules of views into one scope. */
    @Test
    void names_atTheTopOfModulesOfViews_areUnique() {
        List<String> names = new ArrayList<>();
        Assets.VIEWS.forEach(
                module -> TOP_LEVEL.matcher(Assets.text(module)).results().forEach(found -> names.add(found.group(1))));

        assertThat(names).doesNotHaveDuplicates().contains("runPage", "comparePage");
    }

    @Test
    void modules_neverMakeMarkupFromTexts() {
        List<String> all = new ArrayList<>(Assets.VIEWS);
        all.addAll(List.of(
                "main.js", "server.js", "runs-page.js", "live.js", "studies-page.js", "models-page.js", "keys.js"));

        all.forEach(module -> assertThat(Assets.text(module))
                .as(module)
                .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"));
    }
}
