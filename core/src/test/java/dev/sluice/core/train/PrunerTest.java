package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrunerTest {
    private static final List<ParameterSpec> PARAMETERS = List.of(
            new ParameterSpec("large", Shape.of(2, 4), new Initializers.Zeros(), Role.INPUT_WEIGHT),
            new ParameterSpec("small", Shape.of(2, 4), new Initializers.Zeros(), Role.RECURRENT_WEIGHT),
            new ParameterSpec("bias", Shape.of(4), new Initializers.Zeros(), Role.BIAS),
            new ParameterSpec("table", Shape.of(2, 4), new Initializers.Zeros(), Role.EMBEDDING));

    private static Tensors weights() {
        Tensors.Builder weights = Tensors.builder();
        weights.put("large", Tensor.copyOf(Shape.of(2, 4), 10, -11, 12, -13, 14, -15, 16, -17));
        weights.put("small", Tensor.copyOf(Shape.of(2, 4), 1, 2, -3, 4, -5, 6, -7, 8));
        weights.put("bias", Tensor.copyOf(Shape.of(4), 0.1f, 0.2f, 0.3f, 0.4f));
        weights.put("table", Tensor.copyOf(Shape.of(2, 4), 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f));
        return weights.build();
    }

    private static Pruning pruning(double sparsity, Pruning.Scope scope, double begin, double end, int rounds) {
        return new Pruning(sparsity, scope, List.of(Role.INPUT_WEIGHT, Role.RECURRENT_WEIGHT), begin, end, rounds);
    }

    @Test
    void prune_layer_takesTheSmallestOfEachMatrix() {
        Tensors weights = weights();
        new Pruner(pruning(0.5, Pruning.Scope.LAYER, 0, 1, 1), PARAMETERS, 4).prune(weights, 4);
        assertThat(weights.get("large").array()).containsExactly(0, 0, 0, 0, 14, -15, 16, -17);
        assertThat(weights.get("small").array()).containsExactly(0, 0, 0, 0, -5, 6, -7, 8);
        assertThat(weights.get("bias").array())
                .containsExactly(weights().get("bias").array());
        assertThat(weights.get("table").array())
                .containsExactly(weights().get("table").array());
    }

    @Test
    void prune_global_takesTheSmallestOfAll() {
        Tensors weights = weights();
        new Pruner(pruning(0.5, Pruning.Scope.GLOBAL, 0, 1, 1), PARAMETERS, 4).prune(weights, 4);
        assertThat(weights.get("large").array()).doesNotContain(0);
        assertThat(weights.get("small").array()).containsOnly(0);
    }

    @Test
    void prune_equalWeights_goInOrder() {
        Tensors weights = weights();
        weights.get("small").fillInPlace(-2);
        new Pruner(pruning(0.25, Pruning.Scope.LAYER, 0, 1, 1), PARAMETERS, 4).prune(weights, 4);
        assertThat(weights.get("small").array()).containsExactly(0, 0, -2, -2, -2, -2, -2, -2);
    }

    @Test
    void prune_removedWeights_stayZeroAndRemainingOnesDoNot() {
        Tensors weights = weights();
        Pruner pruner = new Pruner(pruning(0.5, Pruning.Scope.LAYER, 0.25, 0.5, 2), PARAMETERS, 8);
        for (long step = 1; step <= 8; step++) {
            // An update that makes the small ones large: what is gone must not come back.
            weights.get("small").array()[0] += 100;
            pruner.prune(weights, step);
            assertThat(pruner.isDense(step)).isEqualTo(step <= 2);
            assertThat(pruner.isUnderWay(step)).isEqualTo(step < 4);
        }
        assertThat(weights.get("small").array()).containsExactly(801, 0, 0, 0, 0, 6, -7, 8);
        weights.get("small").fillInPlace(1);
        pruner.prune(weights, 9);
        assertThat(weights.get("small").array()).containsExactly(1, 0, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void shareAt_between_followsTheCube() {
        Pruning pruning = Pruning.to(0.8);
        assertThat(pruning.shareAt(10, 10, 20)).isZero();
        assertThat(pruning.shareAt(15, 10, 20)).isCloseTo(0.8 * (1 - 0.125), within(1e-12));
        assertThat(pruning.shareAt(20, 10, 20)).isEqualTo(0.8);
        assertThat(pruning.shareAt(99, 10, 20)).isEqualTo(0.8);
    }

    @Test
    void options_thatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pruning(0.5, Pruning.Scope.LAYER, 0.7, 0.3, 1))
                .withMessageContaining("begin was 0.7 and end 0.3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pruning.to(0.5).selected(PARAMETERS.subList(2, 4)))
                .withMessageContaining("no matrix has a role of input_weight, recurrent_weight");
    }
}
