package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Plugins;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice plugin gallery} over a few cells and a small task, and the page in the documentation. */
@Tag("slow")
final class PluginGalleryTest {
    @TempDir
    private Path folder;

    @Test
    void gallery_fewCells_writesAPageWithWhatTheyAreAndLearn() throws IOException {
        Path page = folder.resolve("docs/cells.md");
        Answer answer = gallery(page, "1");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        String text = Files.readString(page);
        assertThat(text)
                .contains("r = σ(W_r x + U_r h + b_r)", "ONNX: one GRU operator", "- Cho, van Merrienboer", "| Scan |")
                .contains(
                        "(../experiment.yaml), `loss`", "batches of 16", "](images/cells.png)", "`gru-d`: mask, delta")
                .containsPattern(
                        "\\| \\[`mgu`]\\(#mgu\\) \\| 16,512 \\| [\\d,]+ \\| \\d+ µs \\| [\\d.]+ \\| \\d\\.\\d{3}")
                .containsPattern("\\| \\[`gru-d`].*µs \\| [\\d.]+ \\| – \\| Scan \\|");
        BufferedImage picture =
                ImageIO.read(folder.resolve("docs/images/cells.png").toFile());
        assertThat(picture.getWidth()).isGreaterThan(picture.getHeight());

        gallery(page, "2");
        assertThat(learned(Files.readString(page)))
                .as("the same figures however many trainings run at a time")
                .hasSize(3)
                .isEqualTo(learned(text));
    }

    @Test
    void gallery_unknownCell_isAMistake() throws IOException {
        Answer answer = Answer.of("plugin", "gallery", task().toString(), "--cells", "gruu");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("gruu", "did you mean", "gru");
    }

    @Test
    void checkedInPage_hasEveryBuiltInCell() throws IOException {
        List<String> ids = Plugins.load(folder, List.of()).ids(Cell.class);

        assertThat(Files.readAllLines(Path.of("../docs/gallery.md")))
                .as("written by './sluice plugin gallery'")
                .containsAll(ids.stream().map(id -> "### `" + id + "`").toList());
    }

    private Answer gallery(Path page, String sideBySide) throws IOException {
        return Answer.of(
                "plugin",
                "gallery",
                task().toString(),
                "--quick",
                "--cells",
                "gru,mgu,gru-d",
                "--side-by-side",
                sideBySide,
                "--out",
                page.toString());
    }

    private Path task() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        return Examples.writeExperiment(folder);
    }

    /** Cell and figures of each row of the table. */
    private static List<String> learned(String page) {
        return page.lines()
                .filter(line -> line.startsWith("| [`"))
                .map(line -> line.replaceFirst("\\|[^|]*µs[^|]*\\|[^|]*\\|", "|"))
                .toList();
    }
}
