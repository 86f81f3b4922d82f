package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.record.ModelFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WrittenTextTest {
    private static final TextConfig WORDS = new TextConfig(TextConfig.Unit.WORD, 1, 4, false, true);

    private static final List<Example> EXAMPLES = List.of(
            new Example(new Sequence.Text("ab"), new Target.Text("der Hund bellt")),
            new Example(new Sequence.Text("abcd"), new Target.Text("der Hund")));

    private static DataContract contract() {
        Preparation preparation = new Preparation(
                TextConfig.defaults(),
                Map.of(Example.TARGET, WORDS),
                SeriesConfig.defaults(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                ColumnNames.none(),
                WeightsConfig.equal(),
                Scalings.usual());
        return DataContract.fit(preparation, new Split(EXAMPLES, List.of(), List.of()));
    }

    @Test
    void batch_ofPairs_readsBeginThenTheSymbolsBefore() {
        Batch batch = Batch.of(contract().encode(EXAMPLES).examples());
        // T is 4: the longer source has as many steps as the longer target with its end.
        assertThat(batch.input(Batch.PREVIOUS).shape().toArray()).containsExactly(4, 2);
        assertThat(column(batch.input(Batch.PREVIOUS).array(), 0)).containsExactly(2, 5, 4, 6);
        assertThat(column(batch.target(Example.TARGET).array(), 0)).containsExactly(5, 4, 6, 3);
        assertThat(column(batch.input(Batch.PREVIOUS).array(), 1)).containsExactly(2, 5, 4, 0);
        assertThat(column(batch.target(Example.TARGET).array(), 1)).containsExactly(5, 4, 3, 0);
        assertThat(batch.input(Batch.TARGET_LENGTHS).array()).containsExactly(4, 3);
        assertThat(batch.input("lengths").array()).containsExactly(2, 4);
    }

    private static int[] column(float[] numbers, int row) {
        int[] column = new int[numbers.length / 2];
        for (int t = 0; t < column.length; t++) {
            column[t] = (int) numbers[t * 2 + row];
        }
        return column;
    }

    @Test
    void inputs_alone_needNoTarget() {
        EncodedInputs inputs = contract().encode(Map.of(Batch.TOKENS, new Sequence.Text("a")));
        assertThat(inputs.sequences().names()).containsExactly(Batch.TOKENS);
    }

    @Test
    void text_ofNumbers_endsAtTheEnd() {
        WrittenEncoding text = (WrittenEncoding) contract().target();
        assertThat(text.text(List.of(5, 6, 3, 5))).isEqualTo("der bellt");
        assertThat(text.numbers(new Target.Text("der Kater bellt"))).containsExactly(5, 1, 6, 3);
        assertThat(text.text(List.of(5, 1, 6))).isEqualTo("der <unknown> bellt");
        // Longer ones are cut, and the end stands after what is left.
        assertThat(text.numbers(new Target.Text("der der der der der"))).containsExactly(5, 5, 5, 5, 3);
    }

    @Test
    void contract_throughItsFile_staysTheSame() {
        assertThat(ModelFile.read(ModelFile.write(contract()))).isEqualTo(contract());
    }

    @Test
    void target_ofAnotherKind_isRefusedWithItsPlace() {
        List<Example> wrong = List.of(new Example(new Sequence.Text("a"), new Target.Numbers(List.of(1.0))));
        assertThatThrownBy(() -> contract().encode(wrong))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must have a text as its target, but this one has numbers");
    }
}
