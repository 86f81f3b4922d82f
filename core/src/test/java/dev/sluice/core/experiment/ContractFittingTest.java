package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.ScatteredPieces;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFittingTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());
    private static final int STATIONS = 12;
    private static final int STEPS = 40;

    @TempDir
    private Path folder;

    /** Numbers of many sizes, so that sums in another order would have other bits. */
    @BeforeEach
    void write() throws IOException {
        CounterRandom random = CounterRandom.of(1, "readings", 0);
        StringBuilder file = new StringBuilder("station,time,rain,heat,wind,kind\n");
        for (int station = 0; station < STATIONS; station++) {
            for (int t = 0; t < STEPS - station; t++) {
                int at = 4 * (station * STEPS + t);
                file.append("s%d,%d,%s,%s,%s,%s%n"
                        .formatted(
                                station,
                                3600L * t,
                                Math.exp(8 * random.real(at)),
                                random.real(at + 1) < 0.1 ? "" : 20 * random.real(at + 1),
                                random.real(at + 2) < 0.5 ? "NE" : "SW",
                                station % 3 == 0 ? "dry" : "wet"));
            }
        }
        Files.writeString(folder.resolve("readings.csv"), file);
    }

    private ResolvedExperiment experiment(String data) {
        return Experiment.parse("""
                        name: readings
                        folder: %s
                        data:
                          source:
                            name: csv
                            options: {file: readings.csv, id: [station], time: time, features: [rain, heat], %s
                        model: {encoder: {cell: elman, hidden: 3}}
                        train:
                          epochs: 1
                          loss: %s
                          optimizer: {name: descent, options: {learning_rate: 0.1}}
                        """.formatted(
                        folder, data.strip(), data.contains("forecast") ? "mean-squared-error" : "cross-entropy"))
                .withRegistry(REGISTRY)
                .resolve();
    }

    private static final String FORECAST = """
            categories: [wind]}
              split: {by: time, validation: 0.2, test: 0.2}
              prepare:
                - {columns: [heat], fill: mean, clip: 0.05, flag: true}
                - {columns: [rain], curve: yeo-johnson, scale: robust}
                - {lags: [2], trend: true}
              forecast: {window: 6, horizon: 2, targets: [heat]}
            """;

    private static final String CLASSES = """
            labels: [kind]}
              weights: {classes: balanced}
              prepare: [{columns: [heat], fill: last}, {columns: [rain], curve: log, scale: standard}]
            """;

    private static String elsewhere(ResolvedExperiment experiment, int pieces, int seed) throws IOException {
        List<Example> examples = DataReading.of(experiment, new DataReport());
        return ModelFile.write(new ContractFitting(experiment).contract(ScatteredPieces.of(examples, pieces, seed)));
    }

    private static String here(ResolvedExperiment experiment) throws IOException {
        return ModelFile.write(new SharedData().load(experiment).data().contract());
    }

    @Test
    void contract_piecesInAnyOrder_hasTheBytesOfARun() throws IOException {
        for (String data : List.of(FORECAST, CLASSES)) {
            ResolvedExperiment experiment = experiment(data);
            String expected = here(experiment);
            for (int pieces = 1; pieces <= 4; pieces++) {
                assertThat(elsewhere(experiment, pieces, pieces))
                        .as("%d pieces", pieces)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void load_contractThatWasFittedBefore_givesTheDataOfItsFit() throws IOException {
        for (String data : List.of(FORECAST, CLASSES)) {
            ResolvedExperiment experiment = experiment(data);
            Files.writeString(folder.resolve("fitted.json"), here(experiment));
            String given = data.replaceAll("(?s)  prepare:.*?\\n(?=  forecast|$)", "") + "  contract: fitted.json\n";

            SharedData.Loaded loaded = new SharedData().load(experiment(given));

            assertThat(ModelFile.write(loaded.data().contract())).isEqualTo(here(experiment));
            assertThat(loaded.data().training().examples().get(3).inputs().toString())
                    .isEqualTo(new SharedData()
                            .load(experiment)
                            .data()
                            .training()
                            .examples()
                            .get(3)
                            .inputs()
                            .toString());
        }
    }

    @Test
    void contract_orderThatOnlyTheWholeTableHas_isRefused() {
        assertThatThrownBy(() -> new ContractFitting(experiment("labels: [kind]}\n  split: {by: order}")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data.split.by is order");
    }
}
