package dev.sluice.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.baseline.classification.Majority;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Baselines of series of which only some steps have a class. */
class StepsWithoutTargetTest {
    private static Target label(String name) {
        return new Target.Labels(new TreeSet<>(List.of(name)));
    }

    @Test
    void fit_stepsWithoutTarget_arePassedOver() {
        TargetEncoding classes = new ClassEncoding(Labels.of(List.of("a", "b")), ClassEncoding.Form.NUMBER);
        DataContract contract =
                DataContract.of(new InputEncoding.Series(Scaler.identity(1)), new TargetEncoding.EveryStep(classes));
        Example example = new Example(
                new Sequence.Series(Matrix.zeros(4, 1)),
                new Target.Steps(List.of(label("b"), new Target.Missing(), label("a"), label("b"))));
        BaselineTask task = new BaselineTask(Example.TARGET, contract, List.of(example), List.of(), 1, 0);

        Matrix right = task.answer(example);
        Matrix said = new Majority().fit(task).predict(example.withoutTargets());

        assertThat(BaselineTask.isGiven(right, 0)).isTrue();
        assertThat(BaselineTask.isGiven(right, 1)).isFalse();
        assertThat(Math.exp(said.get(0, 0))).isCloseTo(2.0 / 5, within(1e-12));
        assertThat(Math.exp(said.get(0, 1))).isCloseTo(3.0 / 5, within(1e-12));
    }
}
