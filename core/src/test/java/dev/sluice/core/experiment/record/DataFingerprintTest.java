package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DataFingerprintTest {
    private static final Example EXAMPLE = example("text", new Sequence.Text("ab"), "label", Example.Part.TRAINING);

    @Test
    void of_sameExamplesFromElsewhere_isTheSame() {
        Example moved =
                new Example("a", EXAMPLE.inputs(), EXAMPLE.targets(), Origin.lines("other.csv", 9), EXAMPLE.part());

        assertThat(DataFingerprint.of(List.of(moved))).isEqualTo(DataFingerprint.of(List.of(EXAMPLE)));
    }

    @Test
    void of_anythingThatReachesTraining_isAnother() {
        List<Example> others = List.of(
                example("text", new Sequence.Text("ab"), "label", Example.Part.TEST),
                example("other", new Sequence.Text("ab"), "label", Example.Part.TRAINING),
                example("text", new Sequence.Text("abc"), "label", Example.Part.TRAINING),
                example("text", new Sequence.Symbols(List.of("ab")), "label", Example.Part.TRAINING),
                example("text", new Sequence.Symbols(List.of("a", "b")), "label", Example.Part.TRAINING),
                example("text", new Sequence.Text("ab"), "other", Example.Part.TRAINING));

        assertThat(others.stream().map(other -> DataFingerprint.of(List.of(other))))
                .doesNotHaveDuplicates()
                .doesNotContain(DataFingerprint.of(List.of(EXAMPLE)));
    }

    private static Example example(String name, Sequence input, String label, Example.Part part) {
        return new Example(
                "",
                Map.of(name, input),
                Map.of(Example.TARGET, new Target.Labels(new TreeSet<>(List.of(label)))),
                Origin.unknown(),
                part);
    }
}
