package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private static Example example(int number, String language) {
        return new Example(
                Map.of("tokens", new Sequence.Text("text " + number)),
                Map.of("language", new Target.Labels(new TreeSet<>(List.of(language)))));
    }

    /** 900 of one language and 100 of another. */
    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            examples.add(example(i, i % 10 == 0 ? "fi" : "en"));
        }
        return examples;
    }

    private static Sampling sampling(double temperature) {
        return new Sampling(new SamplingConfig("language", temperature), examples());
    }

    @Test
    void counts_temperatures_areInProportionToThePowerOfNumbers() {
        assertThat(sampling(1).counts()).containsExactly(900, 100);
        assertThat(sampling(0).counts()).containsExactly(500, 500);
        // 30 : 10.
        assertThat(sampling(0.5).counts()).containsExactly(750, 250);
    }

    @Test
    void places_aKindDrawnMoreOftenThanItIs_comesEvenly() {
        int[] places = sampling(0).places(1, 3);

        int[] times = new int[1000];
        for (int place : places) {
            times[place]++;
        }
        for (int place = 0; place < times.length; place++) {
            if (place % 10 == 0) {
                assertThat(times[place]).isEqualTo(5);
            } else {
                assertThat(times[place]).isBetween(0, 1);
            }
        }
    }

    @Test
    void places_seedAndEpoch_decide() {
        assertThat(sampling(0.5).places(1, 2)).isEqualTo(sampling(0.5).places(1, 2));
        assertThat(sampling(0.5).places(1, 2)).isNotEqualTo(sampling(0.5).places(1, 3));
        assertThat(sampling(0.5).places(1, 2)).isNotEqualTo(sampling(0.5).places(2, 2));
    }

    @Test
    void total_ofOnes_isTheSize() {
        assertThat(sampling(0.5).total(place -> 1)).isCloseTo(1000, within(1e-9));
        assertThat(sampling(0).total(place -> place % 10 == 0 ? 1 : 0)).isCloseTo(500, within(1e-9));
    }

    @Test
    void batches_sampled_haveAsManyExamplesAsTheData() {
        List<EncodedExample> encoded = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            encoded.add(new EncodedExample(
                    dev.sluice.core.tensor.Tensor.zeros(1 + i % 7), dev.sluice.core.tensor.Tensor.zeros(2)));
        }
        Batches batches = Batches.sampled(new Dataset(encoded), sampling(0), 32, 5, 1);
        int all = 0;
        int rare = 0;
        for (int batch = 0; batch < batches.size(); batch++) {
            all += batches.indices(batch).size();
            rare += (int) batches.indices(batch).stream()
                    .filter(place -> place % 10 == 0)
                    .count();
        }
        assertThat(all).isEqualTo(1000);
        assertThat(rare).isEqualTo(500);
    }

    @Test
    void kind_class_isTheClassOfTheOnlyTarget() {
        Example one = new Example(new Sequence.Text("x"), new Target.Labels(new TreeSet<>(List.of("b", "a"))));

        assertThat(new SamplingConfig("class", 0).kind(one)).isEqualTo("a+b");
    }

    @Test
    void kind_tasks_areTheTargetsThatAnExampleHas() {
        Target missing = new Target.Missing();
        Target label = new Target.Labels(new TreeSet<>(List.of("a")));
        Example one = new Example(Map.of("tokens", new Sequence.Text("x")), Map.of("mood", label, "topic", missing));

        assertThat(new SamplingConfig("targets", 1).kind(one)).isEqualTo("mood");
        assertThatThrownBy(() -> new SamplingConfig("langauge", 1).kind(one))
                .hasMessageContaining("langauge")
                .hasMessageContaining("inputs tokens");
        assertThat(Arrays.asList(SamplingConfig.natural().kind(one))).containsExactly("");
    }
}
