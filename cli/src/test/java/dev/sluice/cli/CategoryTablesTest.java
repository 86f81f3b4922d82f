package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model of the series of several shops, told apart by a table of their ids. */
final class CategoryTablesTest {
    private static final Map<String, Double> LEVELS = Map.of("a", 1.0, "b", 4.0, "c", 10.0);

    @TempDir
    private Path folder;

    @Test
    void run_categoriesInTables_areLearnedExportedAndTakeUnknownOnes() throws IOException {
        StringBuilder rows = new StringBuilder("day,shop,wind,x,y\n");
        for (int day = 0; day < 60; day++) {
            for (String shop : List.of("a", "b", "c")) {
                row(rows, day + shop, shop, day, LEVELS.get(shop));
            }
        }
        Files.writeString(folder.resolve("shops.csv"), rows);
        Path file = folder.resolve("shops.yaml");
        Files.writeString(file, """
                name: shops
                seed: 3
                data:
                  source:
                    name: csv
                    options: {file: shops.csv, id: day, features: [x], categories: [wind], static_categories: [shop], targets: [y]}
                  split: {validation: 0.1, test: 0.1}
                model:
                  embedding: {categories: {shop: 3, wind: 2}}
                  encoder: {cell: gru, hidden: 6}
                train:
                  epochs: 40
                  batch_size: 16
                  loss: mean-squared-error
                  optimizer: {name: adam, options: {learning_rate: 0.02}}
                export: onnx
                """);
        String runs = folder.resolve("runs").toString();

        Answer trained = Answer.of("run", file.toString(), "--runs", runs, "--quiet");

        assertThat(trained.code()).as(trained.err()).isZero();
        Run run = new Runs(Path.of(runs)).find("latest");
        assertThat(Safetensors.read(run.path().resolve("best.safetensors"))
                        .tensors()
                        .get("embedding.shop.weight")
                        .shape()
                        .size(0))
                .isEqualTo(3);
        StringBuilder asked = new StringBuilder("day,shop,wind,x\n");
        for (String shop : List.of("a", "b", "c", "z")) {
            row(asked, "new" + shop, shop, 7, Double.NaN);
        }
        Path fresh = Files.writeString(folder.resolve("fresh.csv"), asked);
        Map<String, Double> answers = new LinkedHashMap<>();
        Answer predicted = Answer.of("predict", run.path().toString(), "--file", fresh.toString());
        assertThat(predicted.code()).as(predicted.err()).isZero();
        predicted.out().lines().filter(line -> line.startsWith("new")).forEach(line -> {
            String[] cells = line.split(",");
            answers.put(cells[0], Double.parseDouble(cells[cells.length - 1]));
        });
        assertThat(answers.get("newa")).isBetween(0.0, 2.2);
        assertThat(answers.get("newb")).isBetween(2.8, 5.2);
        assertThat(answers.get("newc")).isBetween(8.0, 12.0);
        assertThat(answers.get("newz")).isBetween(answers.get("newa"), answers.get("newc"));
        assertThat(Answer.of("show", run.path().toString()).out()).contains("numbers from 2 on of a, b, c");
    }

    private static void row(StringBuilder rows, String id, String shop, int day, double y) {
        for (int step = 0; step < 3; step++) {
            rows.append(String.join(
                    ",", id, shop, (day + step) % 2 == 0 ? "N" : "S", Integer.toString((day * 7 + step) % 5)));
            rows.append(Double.isNaN(y) ? "\n" : "," + y + "\n");
        }
    }
}
