package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataRangeTest {
    private static final Input X = new Input("features", Dims.of(Dim.TIME, Dim.BATCH, 2), Input.Kind.NUMBER);

    /** Two rows of 3 and 1 steps; columns around 100 and of 0 and 1; what lies past the second row's length is no data. */
    private static DataRange range() {
        DataRange range = new DataRange();
        Tensor values = Tensor.copyOf(Shape.of(3, 2, 2), 100, 0, 104, 1, 102, 1, 0, 0, 98, 0, 0, 0);
        range.add(List.of(X), Tensors.of("features", values), new ProofCase("real", 3, List.of(3, 1), false));
        return range;
    }

    @Test
    void draw_numbers_areLikeTheColumnAndLeaveItsRangeByAQuarterAtMost() {
        DataRange range = range();

        assertThat(range.draw(X, 0, 0)).isBetween(100.9f, 101.1f);
        assertThat(range.draw(X, 2, 50)).isEqualTo(104 + 1.5f);
        assertThat(range.draw(X, 4, -50)).isEqualTo(98 - 1.5f);
        assertThat(range.draw(X, 1, 50)).isEqualTo(1.25f);
    }

    @Test
    void draw_withoutData_isStandardNormal() {
        assertThat(new DataRange().draw(X, 0, 0.7f)).isEqualTo(0.7f);
        assertThat(new DataRange().steps()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void steps_areAQuarterMoreThanTheLongestRow() {
        assertThat(range().steps()).isEqualTo(4);
    }
}
