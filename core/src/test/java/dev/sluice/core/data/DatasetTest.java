package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final int WINDOW = 5;

    /** Overlapping windows of a ramp, each made when it is asked for. */
    private static final class Windows extends AbstractList<Example> implements RandomAccess {
        private final int size;
        private final IntFunction<Example> window;
        private final AtomicInteger made = new AtomicInteger();

        Windows(int size, IntFunction<Example> window) {
            this.size = size;
            this.window = window;
        }

        @Override
        public Example get(int index) {
            made.incrementAndGet();
            return window.apply(index);
        }

        @Override
        public int size() {
            return size;
        }
    }

    private static Example ramp(int from) {
        double[] steps =
                IntStream.range(from, from + WINDOW + from % 3).asDoubleStream().toArray();
        return new Example(
                new Sequence.Series(Matrix.wrap(steps.length, 1, steps)), new Target.Numbers(List.of((double) from)));
    }

    private static Example text(int number) {
        Target.Labels odd = new Target.Labels(new TreeSet<>(Set.of(number % 2 == 0 ? "even" : "odd")));
        return new Example(new Sequence.Text("abc".substring(0, 1 + number % 3)), odd);
    }

    private static PreparedData prepared(List<Example> examples) {
        return PreparedData.of(
                new SplitConfig(0.2, 0.1, 3).divide(examples), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
    }

    private static List<Batch> batches(Dataset data) {
        return List.copyOf(IntStream.range(0, 3)
                .mapToObj(Batches.shuffled(data, 7, 1, 0)::get)
                .toList());
    }

    @Test
    void views_ofSeries_areReadWhenABatchIsMade() {
        Windows windows = new Windows(100, DatasetTest::ramp);
        Dataset training = prepared(windows).training();
        int before = windows.made.get();
        Batches batches = Batches.shuffled(training, 10, 1, 0);
        assertThat(windows.made.get()).as("lengths are known").isEqualTo(before);
        batches.get(0);
        assertThat(windows.made.get()).isEqualTo(before + 10);
        assertThat(training.longest()).isEqualTo(WINDOW + 2);
        assertThat(training.steps(Network.LENGTHS))
                .isEqualTo(IntStream.range(0, training.size())
                        .mapToLong(training::length)
                        .sum());
    }

    @Test
    void views_ofTextsAndClasses_areReadOnce() {
        Windows texts = new Windows(100, DatasetTest::text);
        Dataset training = prepared(texts).training();
        int before = texts.made.get();
        for (Batch batch : Batches.shuffled(training, 10, 1, 0)) {
            assertThat(batch.size()).isPositive();
        }
        assertThat(texts.made.get()).isEqualTo(before);
    }

    @Test
    void views_giveTheNumbersOfExamplesInMemory() {
        for (IntFunction<Example> kind : List.<IntFunction<Example>>of(DatasetTest::ramp, DatasetTest::text)) {
            List<Example> inMemory = IntStream.range(0, 100).mapToObj(kind).toList();
            PreparedData held = prepared(inMemory);
            PreparedData viewed = prepared(new Windows(100, kind));
            assertThat(viewed.contract()).isEqualTo(held.contract());
            List<Batch> expected = batches(held.training());
            List<Batch> actual = batches(viewed.training());
            for (int i = 0; i < expected.size(); i++) {
                Batch batch = actual.get(i);
                expected.get(i)
                        .values()
                        .forEach((name, values) -> assertThat(
                                        batch.values().get(name).array())
                                .as(name)
                                .containsExactly(values.array()));
            }
        }
    }

    @Test
    void encode_classesOfSteps_areThoseOfEachStep() {
        Labels labels = Labels.of(List.of("a", "b"));
        DataContract contract = DataContract.of(
                new InputEncoding.Series(Scaler.identity(1)),
                new TargetEncoding.EveryStep(new ClassEncoding(labels, ClassEncoding.Form.DISTRIBUTION)));
        Dataset data = contract.encode(List.of(steps("b", "a", "b"), steps("a")));
        assertThat(data.examples().get(0).targets().get(Example.TARGET).array()).containsExactly(0, 1, 1, 0, 0, 1);
        assertThat(data.examples().get(1).targets().get(Example.TARGET).array()).containsExactly(1, 0);
        assertThatThrownBy(() -> contract.encode(List.of(steps("a", "c"))))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("example 1", "step 2: 'c' is not one of the 2 classes");
    }

    private static Example steps(String... labels) {
        List<Target> targets = IntStream.range(0, labels.length)
                .mapToObj(t -> (Target) new Target.Labels(new TreeSet<>(Set.of(labels[t]))))
                .toList();
        return new Example(
                Map.of(Batch.FEATURES, new Sequence.Series(Matrix.zeros(labels.length, 1))),
                Map.of(Example.TARGET, new Target.Steps(targets)));
    }

    @Test
    void picked_places_getElementsWhenTheyAreAskedFor() {
        Windows windows = new Windows(1_000_000, DatasetTest::ramp);
        List<Example> some = Picked.where(windows, i -> i % 1000 == 7);
        assertThat(windows.made.get()).isZero();
        assertThat(some).hasSize(1000);
        assertThat(some.get(2).target()).isEqualTo(new Target.Numbers(List.of(2007.0)));
        assertThat(new Split(some, List.of(), List.of()).training().get(0).target())
                .isEqualTo(new Target.Numbers(List.of(7.0)));
        assertThat(windows.made.get()).isEqualTo(2);
    }

    @Test
    void rows_longerThanABlock_comeBack() {
        IntRows rows = new IntRows();
        for (int i = 0; i < 200; i++) {
            rows.add(IntStream.range(0, i == 150 ? 100_000 : i * 7).toArray());
        }
        assertThat(rows.get(3)).hasSize(21);
        assertThat(rows.get(150)).hasSize(100_000).endsWith(99_999);
        assertThat(rows.get(199)).hasSize(199 * 7).endsWith(199 * 7 - 1);
    }
}
