package dev.sluice.core.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceGeneratorTest {
    private static final Vocabulary LETTERS = Vocabulary.of(List.of("a", "b", "c", "\n"));

    /** After a letter the next one of a, b, c is likely, the one after that less so. */
    private static final class Alphabet implements NextStep {
        private final List<Integer> read = new ArrayList<>();

        @Override
        public float[] afterToken(int token) {
            read.add(token);
            int next = (token - 2 + 1) % 3;
            float[] probabilities = {0.3f, 0.1f, 0.02f, 0.02f, 0.02f, 0.04f};
            probabilities[2 + next] = 0.4f;
            probabilities[2 + (next + 1) % 3] = 0.12f;
            return probabilities;
        }

        @Override
        public float[] afterFrame(float[] frame) {
            throw new IllegalStateException("letters are no frames");
        }
    }

    private static DataContract letters(TextConfig.Unit unit) {
        return DataContract.of(
                new InputEncoding.Text(new TextConfig(unit, 1, 1000, false, true), LETTERS),
                new TargetEncoding.Next(Batch.TOKENS, LETTERS));
    }

    private static String text(Generated generated) {
        return generated.steps().stream().map(List::getFirst).collect(Collectors.joining());
    }

    private static Generated write(String prompt, GenerationOptions options) {
        return SequenceGenerator.of(letters(TextConfig.Unit.CHARACTER), options)
                .after(new Sequence.Text(prompt), new Alphabet());
    }

    private static GenerationOptions options(double temperature, int topK, double topP, String... stops) {
        return new GenerationOptions(200, temperature, topK, topP, 7, List.of(stops));
    }

    @Test
    void after_temperatureOfZero_takesTheLikeliest() {
        assertThat(text(write("xa", GenerationOptions.of(6, 1)))).hasSize(6);
        Generated generated = write("xa", options(0, 0, 1));
        assertThat(text(generated)).startsWith("bcabcabc").hasSize(200);
        assertThat(generated.unknown()).containsExactly("x");
        assertThat(generated.stopped()).isFalse();
    }

    @Test
    void after_sameSeed_isTheSameOnAnyThread() {
        List<String> several = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> text(write("a", options(1, 0, 1))))
                .distinct()
                .toList();
        assertThat(several).hasSize(1);
        assertThat(text(write("a", new GenerationOptions(200, 1, 0, 1, 8, List.of()))))
                .isNotEqualTo(several.getFirst());
        // A longer text begins with the shorter one: each draw depends on its place alone.
        assertThat(text(write("a", new GenerationOptions(50, 1, 0, 1, 7, List.of()))))
                .isEqualTo(several.getFirst().substring(0, 50));
    }

    @Test
    void after_paddingAndUnknown_areNeverDrawn() {
        assertThat(write("a", options(5, 0, 1)).steps())
                .allSatisfy(step -> assertThat(LETTERS.symbols()).containsAll(step))
                .contains(List.of("\n"));
    }

    @Test
    void after_topKAndTopP_keepTheLikeliest() {
        assertThat(text(write("a", options(5, 1, 1)))).startsWith("bcabca");
        // 0.4 of 0.6 is less than 0.8 of it, 0.52 more: two letters stay.
        String two = text(write("a", options(1, 0, 0.8)));
        assertThat(two).contains("ba").doesNotContain("\n").doesNotContain("bb");
        assertThat(two).isEqualTo(text(write("a", options(1, 2, 1))));
    }

    @Test
    void after_stop_endsBeforeIt() {
        Generated generated = write("a", options(0, 0, 1, "cab"));
        assertThat(text(generated)).isEqualTo("b");
        assertThat(generated.stopped()).isTrue();
    }

    @Test
    void after_emptyPrompt_readsABeginning() {
        Alphabet model = new Alphabet();
        SequenceGenerator.of(letters(TextConfig.Unit.CHARACTER), GenerationOptions.of(1, 1))
                .after(new Sequence.Text(""), model);
        assertThat(model.read).containsExactly(LETTERS.id("\n"));
    }

    @Test
    void after_words_stopsAreOfWordsWithSpaces() {
        Generated generated = SequenceGenerator.of(letters(TextConfig.Unit.WORD), options(0, 0, 1, "c a"))
                .after(new Sequence.Text("a"), new Alphabet());
        assertThat(text(generated)).isEqualTo("b");
    }

    private static DataContract frames() {
        List<String> columns = List.of("60", "61", "100");
        return new DataContract(
                Map.of(
                        Batch.FEATURES,
                        new InputEncoding.Series(Scaler.identity(3), SeriesConfig.Missing.REFUSE, 1, Set.of())),
                Map.of(Batch.FEATURES, Network.LENGTHS),
                Map.of(
                        Example.TARGET,
                        new TargetEncoding.EveryStep(
                                new ClassEncoding(Labels.of(List.of("60", "100")), ClassEncoding.Form.ZEROS_AND_ONES))),
                new ColumnNames(Map.of(Batch.FEATURES, columns), ""));
    }

    @Test
    void after_frames_areReadByTheNamesOfColumns() {
        List<float[]> read = new ArrayList<>();
        NextStep model = new NextStep() {
            @Override
            public float[] afterToken(int token) {
                throw new IllegalStateException("frames are no tokens");
            }

            @Override
            public float[] afterFrame(float[] frame) {
                read.add(frame);
                // Classes in the order of their labels: 100, 60.
                return read.size() % 2 == 1 ? new float[] {0.9f, 0.1f} : new float[] {0.8f, 0.7f};
            }
        };
        Generated generated = SequenceGenerator.of(frames(), new GenerationOptions(3, 0, 0, 1, 1, List.of()))
                .after(new Sequence.Series(Matrix.wrap(1, 3, new double[] {1, 0, 0})), model);
        assertThat(generated.steps()).containsExactly(List.of("100"), List.of("60", "100"), List.of("100"));
        assertThat(read.get(0)).containsExactly(1, 0, 0);
        assertThat(read.get(1)).containsExactly(0, 0, 1);
        assertThat(read.get(2)).containsExactly(1, 0, 1);
    }

    @Test
    void of_whatCannotBeWritten_isRefused() {
        DataContract tagger = DataContract.of(
                new InputEncoding.Text(TextConfig.defaults(), LETTERS),
                new TargetEncoding.EveryStep(
                        new ClassEncoding(Labels.of(List.of("x", "y")), ClassEncoding.Form.NUMBER)));
        assertThatThrownBy(() -> SequenceGenerator.of(tagger, GenerationOptions.of(1, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("next symbol");
        assertThatThrownBy(() -> SequenceGenerator.of(frames(), options(1, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("temperature");
        assertThatThrownBy(() -> new GenerationOptions(0, 1, 0, 1, 1, List.of()))
                .hasMessageContaining("length must be from 1 to 1000000, but was 0");
        assertThatThrownBy(() -> options(-1, 0, 1)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> options(1, 0, 0)).hasMessageContaining("top_p");
    }
}
