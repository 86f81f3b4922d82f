package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaddingTest {
    private static final Tensor IDS = Tensor.copyOf(Shape.of(2, 4), 0, 0, 7, 5, 3, 0, 2, 0);

    private static List<float[]> cut(Padding.Side side, double value) {
        return new Padding(side, value).cut(IDS).stream().map(Tensor::array).toList();
    }

    @Test
    void cut_eachSide_takesPaddingFromThereAlone() {
        assertThat(cut(Padding.Side.NONE, 0).get(0)).containsExactly(0, 0, 7, 5);
        assertThat(cut(Padding.Side.LEFT, 0).get(0)).containsExactly(7, 5);
        assertThat(cut(Padding.Side.LEFT, 0).get(1)).containsExactly(3, 0, 2, 0);
        assertThat(cut(Padding.Side.RIGHT, 0).get(0)).containsExactly(0, 0, 7, 5);
        assertThat(cut(Padding.Side.RIGHT, 0).get(1)).containsExactly(3, 0, 2);
        assertThat(cut(Padding.Side.BOTH, 0).get(1)).containsExactly(3, 0, 2);
        assertThat(cut(Padding.Side.BOTH, 5).get(0)).containsExactly(0, 0, 7);
    }

    /** A step is padding only where all its numbers are. */
    @Test
    void cut_features_looksAtWholeSteps() {
        float nan = Float.NaN;
        Tensor series = Tensor.copyOf(Shape.of(1, 3, 2), nan, nan, nan, 1, 2, nan);
        List<Tensor> rows = new Padding(Padding.Side.BOTH, Double.NaN).cut(series);
        assertThat(rows.getFirst().shape()).isEqualTo(Shape.of(2, 2));
        assertThat(rows.getFirst().array()).containsExactly(nan, 1, 2, nan);
    }

    @Test
    void cut_lengths_countsFromTheOtherSide() {
        assertThat(Padding.cut(IDS, List.of(1, 0), Padding.Side.LEFT).get(0).array())
                .containsExactly(5);
        assertThat(Padding.cut(IDS, List.of(1, 3), Padding.Side.RIGHT).get(1).array())
                .containsExactly(3, 0, 2);
        assertThat(Padding.cut(IDS, List.of(1, 0), Padding.Side.LEFT).get(1).array())
                .isEmpty();
    }

    @Test
    void cut_sequences_keepsTimesBesideValues() {
        Padding left = new Padding(Padding.Side.LEFT, 0);
        Sequence.Series series =
                (Sequence.Series) left.cut(new Sequence.Series(Matrix.wrap(3, 1, 0, 4, 0), Times.of(1, 3, 8)));
        assertThat(series.times()).isEqualTo(Times.of(3, 8));
        assertThat(series.values().array()).containsExactly(4, 0);
        assertThat(left.cut(new Sequence.Symbols(List.of("0", "", "9", "0"))))
                .isEqualTo(new Sequence.Symbols(List.of("9", "0")));
        assertThat(left.cut(new Sequence.Text("00"))).isEqualTo(new Sequence.Text("00"));
    }

    @Test
    void cut_mistakes_sayWhatWasFound() {
        assertThatThrownBy(() -> new Padding(Padding.Side.LEFT, 0).cut(Tensor.zeros(2, 3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 0 of [2, 3] must have a step that is no padding");
        assertThatThrownBy(() -> Padding.cut(IDS, List.of(5, 1), Padding.Side.LEFT))
                .hasMessageContaining("from 0 to the 4 steps of a row, but was 5");
        assertThatThrownBy(() -> Padding.cut(IDS, List.of(1, 1), Padding.Side.BOTH))
                .hasMessageContaining("must be left or right, but is both");
        assertThatThrownBy(() -> Padding.cut(IDS, List.of(1), Padding.Side.LEFT))
                .hasMessageContaining("there are 1 lengths");
        assertThatThrownBy(() -> new Padding(Padding.Side.LEFT, 0).cut(Tensor.zeros(2)))
                .hasMessageContaining("[N, T] or [N, T, F], but have [2]");
        assertThatThrownBy(() -> new Padding(Padding.Side.LEFT, 0).cut(new Sequence.Symbols(List.of("0"))))
                .hasMessageContaining("all its 1 steps are 0.0");
    }
}
