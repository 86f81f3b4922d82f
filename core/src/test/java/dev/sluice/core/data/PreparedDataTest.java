package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ClassEncoding.Form;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PreparedDataTest {
    private static Example text(String input, String... labels) {
        return new Example(new Sequence.Text(input), new Target.Labels(new TreeSet<>(List.of(labels))));
    }

    private static Example series(float value, double answer) {
        return new Example(
                new Sequence.Series(Tensor.copyOf(Shape.of(1, 1), value)), new Target.Numbers(List.of(answer)));
    }

    private static PreparedData prepare(Form form, Example... examples) {
        return PreparedData.of(Split.ofTraining(List.of(examples)), TextConfig.defaults(), form);
    }

    @Test
    void of_severalRightLabels_shareTheProbability() {
        PreparedData data = prepare(Form.DISTRIBUTION, text("a", "de", "nl"), text("b", "fr"));
        assertThat(data.training().examples().get(0).targets().get("outputs").array())
                .containsExactly(0.5f, 0, 0.5f);
        assertThat(data.training().examples().get(1).targets().get("outputs").array())
                .containsExactly(0, 1, 0);
    }

    @Test
    void of_noTargetInTheTrainingPart_saysSo() {
        Example unknown = series(1, Double.NaN);

        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION, unknown, unknown))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of the 2 of the training part has one");
    }

    @Test
    void of_zerosAndOnes_marksEachRightLabel() {
        PreparedData data = prepare(Form.ZEROS_AND_ONES, text("a", "de", "nl"), text("b", "fr"));
        assertThat(data.training().examples().get(0).targets().get("outputs").array())
                .containsExactly(1, 0, 1);
    }

    @Test
    void of_vocabulary_knowsTheTrainingSplitOnly() {
        List<Example> examples = new ArrayList<>();
        for (char c = 'a'; c <= 'z'; c++) {
            examples.add(text(Character.toString(c), c % 2 == 0 ? "even" : "odd"));
        }
        PreparedData data = PreparedData.of(
                new SplitConfig(0.3, 0.3, 0).divide(examples), TextConfig.defaults(), Form.DISTRIBUTION);
        assertThat(data.validation().examples())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(
                                example.inputs().sequences().get("tokens").array())
                        .containsExactly(Vocabulary.UNKNOWN));
        assertThat(data.training().examples())
                .allSatisfy(example -> assertThat(
                                example.inputs().sequences().get("tokens").array()[0])
                        .isGreaterThan(Vocabulary.UNKNOWN));
    }

    @Test
    void of_oneClass_isRefusedByName() {
        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION, text("a", "de"), text("b", "de")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least two classes, but the data have only 'de'");
    }

    @Test
    void of_noExamples_isRefused() {
        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("gave no example");
    }

    @Test
    void of_textsAndSeriesMixed_namesTheExample() {
        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION, text("a", "x"), text("b", "y"), series(1, 2)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("example 3 [1, 1]: the input 'tokens' is missing; there is [features]");
    }

    @Test
    void of_emptyText_namesTheExample() {
        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION, text("a", "x"), text("", "y")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("example 2 (''): a text must have at least one character, but was empty");
    }

    @Test
    void of_nanInASeries_namesStepAndFeature() {
        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION, series(1, 0), series(Float.NaN, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("step 1, feature 1 is missing");
    }

    @Test
    void of_infiniteAnswer_isRefused() {
        assertThatThrownBy(() -> prepare(Form.DISTRIBUTION, series(1, 0), series(2, 1e300)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be finite in float32, but one is 1.0E300");
    }

    @Test
    void of_standardizedNumbers_areScaledByTheTrainingPartColumnByColumn() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            examples.add(numbers(Example.Part.TRAINING, 1000 + i % 2 * 200.0, 5));
        }
        examples.add(numbers(Example.Part.VALIDATION, 1e6, 7.5));

        PreparedData data =
                PreparedData.of(new SplitConfig(0, 0, 0).divide(examples), standardizing("load"), new DataReport());

        TargetEncoding.Numbers target = (TargetEncoding.Numbers) data.contract().target();
        // The second column never changes in the training part.
        assertThat(target.scaler()).isEqualTo(new Scaler(List.of(1100.0, 5.0), List.of(100.0, 5.0)));
        assertThat(data.training().examples().get(0).targets().get("load").array())
                .containsExactly(-1, 0);
        float[] validation =
                data.validation().examples().get(0).targets().get("load").array();
        assertThat(validation).containsExactly(9989, 0.5f);
        assertThat(target.scaler().undo(Tensor.wrap(Shape.of(2), validation)).array())
                .containsExactly(1e6f, 7.5);
        assertThat(data.contract().columns().of("load")).containsExactly("low", "high");
    }

    @Test
    void of_standardizedNumbersAtEveryStep_areScaledOverAllSteps() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<Target> steps = List.of(new Target.Numbers(List.of(10.0)), new Target.Numbers(List.of(30.0)));
            examples.add(new Example(
                    Map.of("features", new Sequence.Series(Tensor.copyOf(Shape.of(2, 1), i, 1))),
                    Map.of("load", new Target.Steps(steps))));
        }

        PreparedData data =
                PreparedData.of(new SplitConfig(0, 0, 0).divide(examples), standardizing("load"), new DataReport());

        TargetEncoding.Numbers each =
                (TargetEncoding.Numbers) data.contract().target().columns();
        assertThat(each.scaler()).isEqualTo(new Scaler(List.of(20.0), List.of(10.0)));
        assertThat(data.training().examples().get(0).targets().get("load").array())
                .containsExactly(-1, 1);
    }

    private static Example numbers(Example.Part part, double low, double high) {
        return new Example(
                "",
                Map.of("features", new Sequence.Series(Tensor.copyOf(Shape.of(1, 1), 1))),
                Map.of("load", new Target.Numbers(List.of(low, high))),
                Origin.unknown(),
                part);
    }

    private static Preparation standardizing(String answer) {
        return new Preparation(
                TextConfig.defaults(),
                Map.of(),
                SeriesConfig.defaults(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(answer, TargetScaling.STANDARDIZE),
                new ColumnNames(Map.of(answer, List.of("low", "high")), ""),
                WeightsConfig.equal(),
                Scalings.usual());
    }

    @Test
    void encode_unknownLabel_suggestsANearOne() {
        PreparedData data = prepare(Form.DISTRIBUTION, text("a", "german"), text("b", "french"));
        assertThatThrownBy(() -> data.contract().encode(List.of(text("c", "germann"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'germann' is not one of the 2 classes; did you mean 'german'?");
    }
}
