package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final TextConfig WORDS = new TextConfig(TextConfig.Unit.WORD, 1, 3, true, true);

    private static Example example(String text) {
        return new Example(
                new Sequence.Text(text),
                new Target.Labels(new TreeSet<>(Set.of(text.length() > 8 ? "long" : "short"))));
    }

    private static DataContract contract(List<Example> training) {
        Preparation preparation = new Preparation(
                WORDS,
                Map.of(),
                SeriesConfig.defaults(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of("tokens", 4),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                ColumnNames.none(),
                WeightsConfig.equal(),
                Scalings.usual());
        return DataContract.fit(preparation, new Split(training, List.of(), List.of()));
    }

    private static List<Example> training() {
        return List.of(example("ab Ab"), example("ba bba abab aaaaaa"));
    }

    @Test
    void encode_words_areLowerCaseWithTheirCharactersAsWritten() {
        DataContract contract = contract(training());

        EncodedInputs inputs = contract.encode(Map.of("tokens", new Sequence.Text("Ab ab xAbbaa more")));

        Tensor ids = inputs.sequences().get("tokens");
        assertThat(ids.array()[0]).isEqualTo(ids.array()[1]);
        assertThat(ids.array()[2]).isEqualTo(Vocabulary.UNKNOWN);
        Tensor characters = inputs.sequences().get("tokens.characters");
        assertThat(characters.shape().toArray()).containsExactly(3, 4);
        // b is the most frequent, then a; A comes once. What is longer than 4 characters is cut.
        List<String> known = ((InputEncoding.Text) contract.input())
                .spelling()
                .orElseThrow()
                .characters()
                .symbols();
        assertThat(known).containsExactlyInAnyOrder("a", "b", "A");
        float a = known.indexOf("a") + 2;
        float b = known.indexOf("b") + 2;
        float capital = known.indexOf("A") + 2;
        assertThat(characters.array()).containsExactly(capital, b, 0, 0, a, b, 0, 0, 1, capital, b, b);
    }

    @Test
    void encode_manyTexts_keepsTheCharactersOfEach() {
        DataContract contract = contract(training());

        Dataset data = contract.encode(training());

        for (int i = 0; i < data.size(); i++) {
            assertThat(data.examples()
                            .get(i)
                            .inputs()
                            .sequences()
                            .get("tokens.characters")
                            .array())
                    .containsExactly(contract.encode(training().get(i).inputs())
                            .sequences()
                            .get("tokens.characters")
                            .array());
        }
        Batch batch = Batches.inOrder(data, 2).get(0);
        assertThat(batch.input("tokens.characters").shape().toArray()).containsExactly(3, 2, 4);
    }

    @Test
    void encode_letterThatIsTwoInLowerCase_keepsWordsAndCharactersTogether() {
        DataContract contract = contract(training());

        EncodedInputs inputs = contract.encode(Map.of("tokens", new Sequence.Text("İİ \u0130b")));

        assertThat(inputs.sequences().get("tokens").shape().size(0)).isEqualTo(2);
        assertThat(inputs.sequences().get("tokens.characters").shape().size(0)).isEqualTo(2);
    }
}
