package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers to predict are learned around 0 and 1, and everything that people see is in the units of the data. */
final class StandardizedTargetsTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    private Experiment sums(String more) {
        return Experiment.parse("""
                        name: sums
                        data:
                          source: {name: sums, options: {count: 120, per_step: true}}
                        %s
                        model:
                          encoder: {cell: elman, hidden: 16}
                          heads: {running: {at: every_step}}
                        train:
                          epochs: 30
                          batch_size: 8
                          loss: mean-squared-error
                          optimizer: {name: descent, options: {learning_rate: 0.05}}
                          clip: {norm: 1.0}
                        export: none
                        pictures: false
                        """.formatted(more)).withRegistry(REGISTRY).withRuns(folder);
    }

    @Test
    void run_targetsInThousands_areLearnedAndMeasuredInTheirUnits() throws IOException {
        RunResult standardized = sums("").run();
        RunResult raw = sums("  standardize_targets: false").run();

        // The loss is in deviations; one of 1 is what always saying the mean has.
        assertThat(standardized.test().figure("sum.loss")).isLessThan(0.3);
        assertThat(standardized.test().figure("sum.mae")).isBetween(1.0, 400.0);
        assertThat(raw.test().figure("sum.mae")).isGreaterThan(1000);
        assertThat(standardized.test().figure("running.mae")).isBetween(1.0, 300.0);
        String model = Files.readString(standardized.run().file(RunFile.CONTRACT));
        assertThat(ModelFile.read(model)).isEqualTo(standardized.model().contract());
        assertThat(ModelFile.write(ModelFile.read(model))).isEqualTo(model);
    }

    @Test
    void run_scaler_isThatOfTheTrainingPartOfEachHead() throws IOException {
        RunResult result = sums("").set("train.epochs", 0).run();

        Split split = sums("").resolve()
                .config()
                .data()
                .split()
                .divide(sums("").resolve().config().data().source().load(Reading.of(folder)));
        double mean = split.training().stream()
                .mapToDouble(example -> first(example, "sum"))
                .average()
                .orElseThrow();
        assertThat(scaler(result, "sum").mean().getFirst()).isCloseTo(mean, offset(1e-6));
        assertThat(scaler(result, "running").mean().getFirst()).isNegative();
        // Nothing is learned yet: outputs are near 0, which is the mean, and the error is about the deviation.
        double rmse = result.test().figure("sum.rmse");
        double loss = result.test().figure("sum.loss");
        double low = scaler(result, "sum").deviation().get(0);
        double high = scaler(result, "sum").deviation().get(1);
        assertThat(rmse).isBetween(0.5 * low / Math.sqrt(2), 2 * low / Math.sqrt(2));
        assertThat(loss).isBetween(0.4, 2.0);
        assertThat(high).isCloseTo(low / 1000, offset(1e-9));
    }

    @Test
    void run_startFromARegression_goesOnWithItsScaler() throws IOException {
        RunResult first = sums("").run();

        RunResult second = sums("").set(
                        "train.start_from", first.run().path().toAbsolutePath().toString())
                .set("train.epochs", 0)
                .run();

        assertThat(second.model().contract()).isEqualTo(first.model().contract());
        assertThat(second.test().figure("sum.mae")).isEqualTo(first.test().figure("sum.mae"));
    }

    private static double first(Example example, String answer) {
        return ((Target.Numbers) Objects.requireNonNull(example.targets().get(answer)))
                .values()
                .getFirst();
    }

    private static Scaler scaler(RunResult result, String answer) {
        TargetEncoding target =
                Objects.requireNonNull(result.model().contract().targets().get(answer));
        return ((TargetEncoding.Numbers) target.columns()).scaler();
    }
}
