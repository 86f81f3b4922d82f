package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples that a program gives. */
final class GivenExamplesTest {
    @TempDir
    private Path folder;

    @Test
    void run_examplesFromJava_areLearnedFrom() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double sign = i % 2 == 0 ? 1 : -1;
            examples.add(new Example(
                    new Sequence.Series(Matrix.wrap(2, 1, new double[] {sign, sign * (1 + i)})),
                    new Target.Labels(new TreeSet<>(List.of(i % 2 == 0 ? "up" : "down")))));
        }

        RunResult result = experiment().withExamples(examples).run();

        assertThat(result.run().results().orElseThrow().test().examples()).isPositive();
        assertThat(result.run().experiment()).contains("java");
    }

    @Test
    void run_withoutThem_saysHowTheyAreGiven() {
        assertThatThrownBy(() -> experiment().set("data.source", "java").run())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Experiment.withExamples");
    }

    private Experiment experiment() {
        return Experiment.named("given")
                .set("model.encoder.hidden", 4)
                .set("train.epochs", 1)
                .set("export", "none")
                .withRuns(folder);
    }
}
