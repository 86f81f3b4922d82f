package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.loss.MeanSquaredError;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.metric.ExactMatch;
import dev.sluice.core.train.metric.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JointMatchTest {
    private static final Matrix FIRST = Matrix.wrap(1, 2, new double[] {1, 0});
    private static final Matrix SECOND = Matrix.wrap(1, 2, new double[] {0, 1});
    private static final Matrix BOTH = Matrix.wrap(2, 2, new double[] {1, 0, 0, 1});
    private static final Matrix NEITHER = Matrix.wrap(2, 2, new double[] {1, 0, 1, 0});

    @Test
    void with_tagsAndIntent_countsExamplesThatAreRightInBoth() {
        JointMatch joint = new JointMatch(List.of("slot", "intent"), head -> objective(new ExactMatch()));

        // Right; a wrong tag; a wrong intent; no label of the intent.
        add(joint, "slot", 0, BOTH, BOTH);
        add(joint, "slot", 1, NEITHER, BOTH);
        add(joint, "slot", 2, BOTH, BOTH);
        add(joint, "slot", 3, BOTH, BOTH);
        add(joint, "intent", 0, FIRST, FIRST);
        add(joint, "intent", 1, FIRST, FIRST);
        add(joint, "intent", 2, SECOND, FIRST);

        Scores scores = joint.with(new Scores(0.5, Map.of("slot.exact-match", 0.75)));
        assertThat(scores.figure("exact-match")).isEqualTo(1.0 / 3);
        assertThat(scores.figure("slot.exact-match")).isEqualTo(0.75);
    }

    @Test
    void with_aHeadThatIsNotJudgedAsAWhole_addsNothing() {
        JointMatch joint = new JointMatch(
                List.of("slot", "intent"), head -> objective(head.equals("slot") ? new ExactMatch() : new Accuracy()));
        add(joint, "slot", 0, BOTH, BOTH);

        assertThat(joint.isCounted()).isFalse();
        assertThat(joint.with(new Scores(0.5, Map.of())).metrics()).isEmpty();
    }

    private static void add(JointMatch joint, String head, int example, Matrix said, Matrix wanted) {
        joint.outputs(head, example, said, said, wanted);
    }

    private static Objective objective(Metric metric) {
        return new Objective(new MeanSquaredError(), 1, List.of(new Choice<>("metric", metric)));
    }
}
