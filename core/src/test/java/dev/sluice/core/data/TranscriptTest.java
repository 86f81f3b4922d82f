package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static Example example(int steps, String text) {
        return new Example(
                Map.of("features", new Sequence.Series(Matrix.zeros(steps, 1))),
                Map.of(Example.TARGET, new Target.Text(text)));
    }

    private static Preparation preparation(WeightsConfig weights) {
        return new Preparation(
                TextConfig.defaults(),
                Map.of(),
                SeriesConfig.defaults(),
                Map.of(),
                Set.of(Example.TARGET),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                ColumnNames.none(),
                weights,
                Scalings.usual());
    }

    private static DataContract contract(List<Example> training) {
        return DataContract.fit(preparation(WeightsConfig.equal()), new Split(training, List.of(), List.of()));
    }

    @Test
    void encode_texts_areNumbersThenBlanksForEachStep() {
        List<Example> examples = List.of(example(5, "ba"), example(4, "bcb"));
        DataContract contract = contract(examples);

        Dataset data = contract.encode(examples);

        assertThat(contract.target()).isInstanceOfSatisfying(TranscriptEncoding.class, text -> {
            assertThat(text.columns().labels().names()).containsExactly("<blank>", "<unknown>", "b", "a", "c");
            assertThat(text.longest()).isEqualTo(3);
            assertThat(text.text(List.of(2, 3, 2))).isEqualTo("bab");
        });
        assertThat(data.examples().getFirst().targets().get(Example.TARGET).array())
                .containsExactly(2, 3, 0, 0, 0);
        Batch batch = Batches.inOrder(data, 2).get(0);
        assertThat(batch.target(Example.TARGET).shape().toArray()).containsExactly(5, 2, 1);
    }

    @Test
    void encode_textThatCannotBeRead_isRefusedWithWhatItNeeds() {
        DataContract contract = contract(List.of(example(9, "abba"), example(9, "abc")));

        assertThatThrownBy(() -> contract.encode(List.of(example(2, "abc"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("example 1")
                .hasMessageContaining("a step for each symbol: 3 for this one of 3, but the example has 2");
        assertThatThrownBy(() -> contract.encode(List.of(example(4, "abba"))))
                .hasMessageContaining("one for the blank between two that are the same: 5 for this one of 4")
                .hasMessageContaining("has 4");
        assertThatThrownBy(() -> contract.encode(List.of(example(4, ""))))
                .hasMessageContaining("at least one character, but is empty");
        assertThatThrownBy(() -> contract.encode(List.of(example(9, "abcabc"))))
                .hasMessageContaining("at most 4 symbols");
        assertThatThrownBy(() -> contract.encode(List.of(new Example(
                        Map.of("features", new Sequence.Series(Matrix.zeros(3, 1))),
                        Map.of(Example.TARGET, new Target.Numbers(List.of(1.0)))))))
                .hasMessageContaining("must have a text as its target, but this one has numbers");
        assertThat(contract.encode(List.of(example(5, "abba"))).size()).isEqualTo(1);
    }

    @Test
    void fit_weightsOfClasses_areRefused() {
        List<Example> examples = List.of(example(5, "ba"), example(4, "bcb"));
        WeightsConfig balanced = new WeightsConfig(WeightsConfig.Classes.BALANCED, Map.of());

        assertThatThrownBy(() -> DataContract.fit(preparation(balanced), new Split(examples, List.of(), List.of())))
                .hasMessageContaining("no target has such");
    }
}
