package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ExportReport;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in cell, trained for an epoch in both directions, exported and proven in ONNX Runtime. */
class CatalogueExportTest {
    private static final Registry REGISTRY = Plugins.load();

    @TempDir
    private static Path folder;

    static List<String> cells() {
        return List.copyOf(REGISTRY.ids(Cell.class));
    }

    @BeforeAll
    static void writeData() throws IOException {
        StringBuilder csv = new StringBuilder("word,kind\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i % 2 == 0 ? "ab" : "ba").append(i).append(i % 2 == 0 ? ",even\n" : ",odd\n");
        }
        Files.writeString(folder.resolve("words.csv"), csv);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void run_everyCell_exportsAFileThatIsProvenEqual(String cell) {
        RunResult result = Experiment.named("export-" + cell)
                .withRegistry(REGISTRY)
                .set("folder", folder.toString())
                .set("data.source={name: csv, options: {file: words.csv, text: word, labels: [kind]}}")
                .set("model.embedding.size", 5)
                .set("model.encoder.cell", cell)
                .set("model.encoder.hidden", 7)
                .set("model.encoder.layers", 2)
                .set("model.encoder.bidirectional", true)
                .set("train.loss", "cross-entropy")
                .set("train.epochs", 1)
                // Dividing by the small spread of seven numbers, step after step, widens any rounding.
                .set("export.tolerance", cell.startsWith("layer-norm") ? 1e-3 : 1e-4)
                .withRuns(folder.resolve("runs"))
                .run();

        assertThat(result.export().map(ExportReport::passed)).contains(true);
        assertThat(result.run().path().resolve("model.onnx")).isNotEmptyFile();
    }
}
