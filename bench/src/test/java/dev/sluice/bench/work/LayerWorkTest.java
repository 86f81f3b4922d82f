package dev.sluice.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.measure.Difference;
import dev.sluice.bench.measure.Side;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LayerWorkTest {
    private static final LayerShape SMALL = new LayerShape(3, 4, 5, 6);

    private static LayerWork work(CellKind cell, Pass pass) {
        return LayerWork.single(Group.LAYERS, cell, SMALL, pass);
    }

    private static Tensors results(LayerWork work, int threads) {
        try (Side side = work.ours(threads)) {
            side.run();
            return side.results();
        }
    }

    @Test
    void results_forward_isTheSequence() {
        Tensors results = results(work(CellKind.GRU, Pass.FORWARD), 1);

        assertThat(results.names()).containsExactly(LayerWork.SEQUENCE);
        assertThat(results.get(LayerWork.SEQUENCE).shape().toArray()).containsExactly(4, 3, 6);
    }

    @ParameterizedTest
    @EnumSource
    void results_gradient_haveOneForEachWeightUnderPyTorchsName(CellKind cell) {
        Tensors results = results(work(cell, Pass.GRADIENT), 2);

        assertThat(results.names())
                .contains("grad.weight_ih_l0", "grad.weight_hh_l0", "grad.bias_ih_l0")
                .doesNotContain("grad.bias_hh_l0");
        results.forEach((name, tensor) -> {
            boolean moves = false;
            for (float value : tensor.array()) {
                assertThat(value).as(name).isFinite();
                moves |= value != 0;
            }
            assertThat(moves).as(name + " is not all zeros").isTrue();
        });
    }

    @Test
    void results_step_moveEachWeightByTheLearningRate() {
        Tensors results = results(work(CellKind.LSTM, Pass.STEP), 1);

        // Adam's first update is the learning rate in the direction against the gradient's sign.
        Tensor change = results.get("change.weight_ih_l0");
        Tensor gradient = results.get("grad.weight_ih_l0");
        for (int i = 0; i < change.array().length; i++) {
            assertThat(change.array()[i])
                    .isCloseTo(
                            -Math.signum(gradient.array()[i]) * (float) LayerWork.LEARNING_RATE, Offset.offset(1e-5f));
        }
    }

    @Test
    void ours_twice_startsFromTheSameNumbers() {
        LayerWork work = work(CellKind.LAYER_NORM_GRU, Pass.GRADIENT);

        assertThat(Difference.check("twice", Difference.TOLERANCE, results(work, 1), results(work, 2)))
                .isZero();
    }

    @Test
    void operations_gru_areThoseOfItsProducts() {
        // 2 · T · B · 3H · (I + H) forward; as much again for the weights' gradients and 2 · T · B · 3H · H for the
        // state's.
        double forward = 2.0 * 4 * 3 * 18 * 11;
        assertThat(work(CellKind.GRU, Pass.FORWARD).operations()).isEqualTo(forward);
        assertThat(work(CellKind.GRU, Pass.GRADIENT).operations()).isEqualTo(2 * forward + 2.0 * 4 * 3 * 18 * 6);
    }
}
