package dev.sluice.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SplitConfigTest {
    private static Example example(String input, String label) {
        return new Example(new Sequence.Text(input), new Target.Labels(new TreeSet<>(List.of(label))));
    }

    private static List<Example> names(int n) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            examples.add(example("name " + i, i % 2 == 0 ? "even" : "odd"));
        }
        return examples;
    }

    @Test
    void divide_manyExamples_meetsTheShares() {
        Split split = new SplitConfig(0.2, 0.1, 0).divide(names(5000));
        assertThat(split.validation().size() / 5000.0).isCloseTo(0.2, within(0.02));
        assertThat(split.test().size() / 5000.0).isCloseTo(0.1, within(0.02));
        assertThat(split.training().size()
                        + split.validation().size()
                        + split.test().size())
                .isEqualTo(5000);
    }

    @Test
    void divide_spellingsOfOneInput_areOnOneSide() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            examples.add(example("Caf\u00e9 " + i, "composed"));
            examples.add(example("Cafe\u0301 " + i, "decomposed"));
        }
        Split split = new SplitConfig(0.3, 0.3, 0).divide(examples);
        for (List<Example> side : List.of(split.training(), split.validation(), split.test())) {
            assertThat(side).isNotEmpty();
            assertThat(side.stream()
                                    .filter(e -> e.target().toString().contains("decomposed"))
                                    .count()
                            * 2)
                    .isEqualTo(side.size());
        }
    }

    @Test
    void divide_orderAndCompany_doNotMoveAnExample() {
        List<Example> some = names(100);
        List<Example> reversed = new ArrayList<>(names(200));
        Collections.reverse(reversed);
        Split few = SplitConfig.defaults().divide(some);
        Split many = SplitConfig.defaults().divide(reversed);
        assertThat(many.test()).containsAll(few.test());
        assertThat(many.training()).containsAll(few.training());
    }

    @Test
    void divide_otherShareForValidation_keepsTheTest() {
        assertThat(new SplitConfig(0.4, 0.1, 0).divide(names(300)).test())
                .isEqualTo(new SplitConfig(0, 0.1, 0).divide(names(300)).test());
    }

    @Test
    void divide_equalSeries_areOnOneSide() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Tensor values = Tensor.copyOf(Shape.of(2, 1), i % 20, 1);
            examples.add(new Example(new Sequence.Series(values), new Target.Numbers(List.of((double) i))));
        }
        Split split = new SplitConfig(0.5, 0, 0).divide(examples);
        assertThat(split.validation()).isNotEmpty();
        assertThat(split.validation().size() % 2).isZero();
        for (int i = 0; i < 20; i++) {
            assertThat(split.validation().contains(examples.get(i)))
                    .isEqualTo(split.validation().contains(examples.get(i + 20)));
        }
    }

    @Test
    void new_nothingLeftForTraining_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SplitConfig(0.5, 0.5, 0))
                .withMessageContaining("leave something for training, but were 0.5 and 0.5");
    }
}
