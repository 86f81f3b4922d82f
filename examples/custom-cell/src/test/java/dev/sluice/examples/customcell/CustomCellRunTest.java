package dev.sluice.examples.customcell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.exchange.ExportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cell from experiment to proven file, through the same door as any plugin's. */
class CustomCellRunTest {
    @TempDir
    private Path folder;

    @Test
    void run_experimentWithTheCell_trainsAndExportsAScan() throws IOException {
        StringBuilder csv = new StringBuilder("word,kind\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i % 2 == 0 ? "ab".repeat(1 + i % 7) + i : "ba".repeat(1 + i % 5) + i)
                    .append(i % 2 == 0 ? ",even\n" : ",odd\n");
        }
        Files.writeString(folder.resolve("words.csv"), csv);

        RunResult result = Experiment.named("custom-cell")
                .set("data.source={name: csv, options: {file: words.csv, text: word, labels: [kind]}}")
                .set("folder", folder.toString())
                .set("model.embedding.size", 8)
                .set("model.encoder.cell", "minimal-gated-unit")
                .set("model.encoder.hidden", 16)
                .set("model.encoder.direction", "bidirectional")
                .set("train.loss", "cross-entropy")
                .set("train.epochs", 3)
                .set("train.optimizer={name: adam, options: {learning_rate: 0.02}}")
                .withRuns(folder.resolve("runs"))
                .run();

        assertThat(result.test().loss()).as("below a coin's ln 2").isLessThan(0.6);
        assertThat(result.export().map(ExportReport::passed)).contains(true);
        assertThat(result.report()).anyMatch(line -> line.contains("forward Scan"));
        assertThat(result.run().path().resolve("model.onnx")).isNotEmptyFile();
    }
}
