package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.Batches;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ClassEncoding.Form;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.option.Choice;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.metric.Accuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Targets that are numbers of classes beside columns of them. */
class ClassNumbersTest {
    private static Example word(String word, String... classes) {
        return new Example(new Sequence.Text(word), new Target.Labels(new TreeSet<>(List.of(classes))));
    }

    private static PreparedData words(Form form) {
        List<Example> words = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String word = "abc".charAt(i % 3) + Integer.toBinaryString(i);
            words.add(word(word, "starts with " + word.charAt(0)));
        }
        return PreparedData.of(new SplitConfig(0.3, 0, 0).divide(words), TextConfig.defaults(), form);
    }

    private static TrainingResult train(PreparedData data) {
        Objective objective = new Objective(
                        new CrossEntropy(new CrossEntropy.Options(0)),
                        1,
                        List.of(new Choice<>("accuracy", new Accuracy())))
                .forTarget(data.contract().target());
        TrainingConfig config = TrainingConfig.of(objective.loss(), new PlainDescent(0.5))
                .withBatchSize(8)
                .withEpochs(3)
                .withMetrics(objective.metrics());
        return new Trainer(config, EngineOptions.defaults().withThreads(1))
                .train(TrainingFixture.task(data, 0), TrainingListener.silent(), () -> false);
    }

    @Test
    void train_numbersOfClasses_isTheSameToTheBitAsColumnsOfThem() {
        TrainingResult numbers = train(words(Form.NUMBER));
        TrainingResult columns = train(words(Form.DISTRIBUTION));
        assertThat(numbers.history()).isEqualTo(columns.history());
        columns.parameters()
                .forEach((name, value) -> assertThat(
                                numbers.parameters().get(name).array())
                        .as(name)
                        .containsExactly(value.array()));
    }

    @Test
    void batch_numbersOfClasses_hasASingleColumn() {
        PreparedData data = words(Form.NUMBER);
        assertThat(data.contract().target().size()).isEqualTo(3);
        assertThat(Batches.inOrder(data.training(), 5)
                        .get(0)
                        .target(Example.TARGET)
                        .shape())
                .isEqualTo(Shape.of(5, 1));
    }

    @Test
    void fit_anExampleOfTwoClasses_takesColumns() {
        List<Example> words = List.of(word("a", "x"), word("b", "y"), word("c", "x", "y"));
        PreparedData data = PreparedData.of(Split.ofTraining(words), TextConfig.defaults(), Form.NUMBER);
        assertThat(((ClassEncoding) data.contract().target()).form()).isEqualTo(Form.DISTRIBUTION);
    }

    @Test
    void encode_twoClassesAfterNumbersWereFitted_isRefused() {
        assertThatThrownBy(() ->
                        words(Form.NUMBER).contract().encode(List.of(word("abc", "starts with a", "starts with b"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("exactly one class")
                .hasMessageContaining("starts with a, starts with b");
    }
}
