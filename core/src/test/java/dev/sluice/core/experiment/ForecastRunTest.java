package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.Checksum;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.model.ForecastRegression;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file of steps to a forecast that is measured. */
final class ForecastRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());
    private static final int STEPS = 160;
    private static final int TEST = 30;

    @TempDir
    private Path folder;

    /** A line with a wave of 8 steps, and what the test part is multiplied by. */
    private void write(double testFactor) throws IOException {
        StringBuilder file = new StringBuilder("load,wave\n");
        for (int t = 0; t < STEPS; t++) {
            double wave = Math.sin(2 * Math.PI * t / 8);
            double factor = t < STEPS - TEST ? 1 : testFactor;
            file.append(factor * (100 + t + 10 * wave)).append(',').append(wave).append('\n');
        }
        Files.writeString(folder.resolve("load.csv"), file);
    }

    private Experiment experiment(String forecast, int epochs) {
        return Experiment.parse("""
                        name: load
                        folder: %s
                        data:
                          source: {name: csv, options: {file: load.csv, features: [load, wave]}}
                          split: {by: time, validation: 20, test: %d}
                          forecast: {window: 12, horizon: 4, targets: [load], known: [wave]}
                        model:
                          encoder: {cell: elman, hidden: 4}
                          forecast: %s
                        train:
                          epochs: %d
                          batch_size: 16
                          loss: mean-squared-error
                          optimizer: {name: descent, options: {learning_rate: 0.01}}
                        export: none
                        pictures: false
                        """.formatted(folder, TEST, forecast, epochs))
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"));
    }

    private static String bits(RunResult result) {
        return Checksum.of("", result.model().parameters());
    }

    @Test
    void run_gapsFilledInWhatIsForecast_areSaid() throws IOException {
        write(1);
        Path file = folder.resolve("load.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(file));
        for (int row : new int[] {40, 41, STEPS - 5}) {
            rows.set(row, "," + rows.get(row).split(",", -1)[1]);
        }
        Files.write(file, rows);
        Experiment filled = experiment("{}", 0).set("data.prepare=[{columns: [load], fill: linear}]");

        assertThat(Files.readString(filled.run().run().file(RunFile.PROVENANCE)))
                .contains("Missing numbers of what is forecast (load) that data.prepare fills: 3 of 160");
    }

    @Test
    void card_ofAForecast_countsWindows() throws IOException {
        write(1);
        RunResult result = experiment("{}", 0).run();

        assertThat(ModelCard.of(result.run()))
                .contains(
                        "1 examples, SHA-256", "cut into 95 windows to train on, 17 for validation, 27 for the test.");
    }

    @Test
    void run_lineWithAWave_isForecastByTheLeastSquaresThatTrainingBeginsWith() throws IOException {
        write(1);
        RunResult result = experiment("{}", 0).run();
        assertThat(result.test().figure("mae")).isLessThan(1);
        Tensor map = result.model().parameters().get(ForecastRegression.WEIGHT);
        assertThat(map.shape().toArray()).containsExactly(4, 12);
        assertThat(Objects.requireNonNull(
                                result.run().provenance().orElseThrow().data())
                        .counts())
                .containsEntry("training_windows", 95L)
                .containsEntry("test_windows", 27L);
        String model = Files.readString(result.run().file(RunFile.CONTRACT));
        assertThat(ModelFile.read(model)).isEqualTo(result.model().contract());
        assertThat(ModelFile.write(ModelFile.read(model))).isEqualTo(model);
    }

    @Test
    void run_fittedWeights_areKeptUnlessTrainingFindsBetterOnes() throws IOException {
        write(1);
        RunResult untrained = experiment("{}", 0).run();
        RunResult ruined = experiment("{}", 2)
                .set("train.optimizer.options.learning_rate", 3)
                .set("train.clip.norm", 1)
                .run();
        assertThat(ruined.training().bestEpoch()).isZero();
        assertThat(bits(ruined)).isEqualTo(bits(untrained));
    }

    @Test
    void run_eachMethod_trains() throws IOException {
        write(1);
        for (String method : new String[] {"recursive", "decoder"}) {
            RunResult result = experiment("{method: " + method + ", base: season, season: 8}", 2)
                    .run();
            assertThat(result.test().figure("mae")).as(method).isLessThan(10);
        }
    }

    /** Nothing that is fitted or trained has seen the test part. */
    @Test
    void run_otherTestPart_sameBits() throws IOException {
        write(1);
        RunResult before = experiment("{normalize: window}", 2).run();
        write(-7);
        RunResult after = experiment("{normalize: window}", 2).run();
        assertThat(after.model().contract()).isEqualTo(before.model().contract());
        assertThat(bits(after)).isEqualTo(bits(before));
        assertThat(after.training().history()).isEqualTo(before.training().history());
        assertThat(after.test()).isNotEqualTo(before.test());
    }
}
