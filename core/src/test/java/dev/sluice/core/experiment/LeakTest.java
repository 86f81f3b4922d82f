package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.split.HashSplit;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other data after the training part change nothing that is fitted: the contract of the run is the same, byte for byte. */
final class LeakTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());
    private static final int STEPS = 200;
    private static final int TRAINED = 120;

    @TempDir
    private Path folder;

    /**
     * A year of a sensor.
     *
     * @param later what the numbers after the training part are multiplied by
     * @param wind the direction that it has then
     */
    private String data(double later, String wind) throws IOException {
        StringBuilder rows = new StringBuilder("time,x,y,wind,answer\n");
        for (int t = 0; t < STEPS; t++) {
            double factor = t < TRAINED ? 1 : later;
            double x = factor * (1 + HashSplit.position("x" + t, 0));
            double y = factor * (HashSplit.position("y" + t, 0) - 0.5);
            boolean gap = HashSplit.position("gap" + t, 0) < 0.1;
            rows.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%.6f,%s,%.6f%n",
                    1_600_000_000L + 3600L * t,
                    gap ? "" : String.format(Locale.ROOT, "%.6f", x),
                    y,
                    t < TRAINED ? (t % 3 == 0 ? "N" : "S") : wind,
                    x + y));
        }
        Path file = Files.createTempFile(folder, "data", ".csv");
        Files.writeString(file, rows);
        return file.toString();
    }

    private String contract(String file, String prepare) throws IOException {
        Experiment experiment = Experiment.parse("""
                        name: leak
                        data:
                          source: {name: csv, options: {file: %s, time: time, features: [x, y], categories: [wind], targets: [answer], per_step: true}}
                          series: {missing: mean}
                          split: {by: time, validation: 0.2, test: 0.2}
                          windows: {length: 20}
                          prepare: [%s]
                          target_scaling: {curve: yeo_johnson, scale: robust}
                        model:
                          encoder: {cell: elman, hidden: 2}
                          head: {at: every_step}
                        train: {epochs: 0, loss: mean-squared-error, optimizer: {name: descent, options: {learning_rate: 0.1}}}
                        export: none
                        pictures: false
                        """.formatted(file, prepare))
                .withRegistry(REGISTRY)
                .withRuns(folder);
        return Files.readString(experiment.run().run().file(RunFile.CONTRACT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{fill: last}",
                "{fill: linear}",
                "{fill: mean}",
                "{median: 3}",
                "{columns: [y], clip: 0.05, flag: true}",
                "{difference: 2}",
                "{columns: [x], lags: [1, 24]}",
                "{calendar: [hour, weekday, month], zone: Europe/Vienna}",
                "{season: 86400, terms: 2}",
                "{trend: true}",
                "{columns: [x], curve: log}",
                "{columns: [x], curve: box_cox, scale: min_max}",
                "{columns: [x, y], curve: yeo_johnson, scale: robust}"
            })
    void run_otherTestData_fitTheSame(String prepare) throws IOException {
        assertThat(contract(data(1e6, "NE"), prepare)).isEqualTo(contract(data(1, "N"), prepare));
    }

    @Test
    void run_otherTrainingData_fitSomethingElse() throws IOException {
        String other = data(1, "N");
        Path file = Path.of(other);
        Files.writeString(file, Files.readString(file).replaceFirst(",S,", ",W,"));
        assertThat(contract(other, "{clip: 0.05}")).isNotEqualTo(contract(data(1, "N"), "{clip: 0.05}"));
    }
}
