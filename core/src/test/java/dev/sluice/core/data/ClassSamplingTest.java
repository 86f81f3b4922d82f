package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClassSamplingTest {
    private static Example example(double x, Target target) {
        return new Example(new Sequence.Series(Matrix.wrap(1, 1, x)), target);
    }

    private static Target label(String... names) {
        return new Target.Labels(new TreeSet<>(List.of(names)));
    }

    /** 97 of a, 3 of b. */
    private static PreparedData data(Sampling sampling) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            examples.add(example(i, label(i < 97 ? "a" : "b")));
        }
        Split split = new Split(examples, List.of(), List.of());
        return PreparedData.of(split, TextConfig.defaults(), TargetEncoding.Classes.Form.DISTRIBUTION)
                .sampled(sampling);
    }

    private static int[] places(Dataset data, int epoch) {
        Batches batches = Batches.shuffled(data, 10, 7, epoch);
        return IntStream.range(0, batches.size())
                .flatMap(batch -> batches.indices(batch).stream().mapToInt(Integer::intValue))
                .toArray();
    }

    @Test
    void shuffled_balanced_hasEachClassEquallyOftenInAnEpoch() {
        int[] places = places(data(Sampling.BALANCED).training(), 0);

        assertThat(places).hasSize(100);
        for (int rare = 97; rare < 100; rare++) {
            int place = rare;
            assertThat(Arrays.stream(places).filter(each -> each == place).count()).isBetween(16L, 17L);
        }
        assertThat(Arrays.stream(places).filter(each -> each < 97).distinct().count())
                .isEqualTo(50);
    }

    @Test
    void shuffled_balanced_dependsOnSeedAndEpochAlone() {
        Dataset data = data(Sampling.BALANCED).training();
        assertThat(places(data, 3)).isEqualTo(places(data(Sampling.BALANCED).training(), 3));
        assertThat(places(data, 3)).isNotEqualTo(places(data, 4));
    }

    @Test
    void shuffled_usual_hasEachExampleOnce() {
        assertThat(Arrays.stream(places(data(Sampling.SHUFFLED).training(), 0)).distinct().count())
                .isEqualTo(100);
    }

    @Test
    void of_examplesWithoutAClassForTheWhole_isRefused() {
        Target steps = new Target.Steps(List.of(label("a")));
        assertThatThrownBy(() -> ClassSampling.of(List.of(example(1, steps))))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("example 1 has 0", "data.weights");
    }
}
