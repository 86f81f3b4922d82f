package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldValuesTest {
    private final CompiledPlan plan = new PlanCompiler(
                    new Graph(Map.of(
                            "y",
                            Exprs.input("x", Dims.of(Dim.BATCH, 2))
                                    .matmulTransposed(Exprs.parameter("W", Dims.of(3, 2))))),
                    Kernels.scalar())
            .compile();
    private final HeldValues held = new HeldValues(plan);
    private final Instruction.Pack pack = plan.entries().stream()
            .map(CompiledPlan.Entry::instruction)
            .filter(Instruction.Pack.class::isInstance)
            .map(Instruction.Pack.class::cast)
            .findFirst()
            .orElseThrow();

    @Test
    void ran_packOfAHeldWeight_isKeptUntilOthersAreHeld() {
        held.take(Tensors.of("W", Tensor.zeros(3, 2)));
        assertThat(held.has(pack)).isFalse();

        held.ran(pack);

        assertThat(held.has(pack)).isTrue();
        assertThat(held.keeps(pack.result())).isTrue();
        held.take(Tensors.of());
        assertThat(held.has(pack)).isFalse();
    }

    @Test
    void ran_packOfAnotherWeight_isNotKept() {
        held.take(Tensors.of("x", Tensor.zeros(1, 2)));

        held.ran(pack);

        assertThat(held.has(pack)).isFalse();
        assertThat(held.keeps(pack.result())).isFalse();
    }
}
