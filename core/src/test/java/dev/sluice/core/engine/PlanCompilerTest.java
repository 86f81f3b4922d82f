package dev.sluice.core.engine;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {
    private static final Expr X = Exprs.input("x", Dims.of(Dim.BATCH, 3));
    private static final Expr W = Exprs.parameter("W", Dims.of(3, 3));

    private static CompiledPlan compile(Expr... outputs) {
        Map<String, Expr> named = new LinkedHashMap<>();
        for (Expr output : outputs) {
            named.put("y" + named.size(), output);
        }
        return new PlanCompiler(new Graph(named), Kernels.scalar()).compile();
    }

    private static List<Instruction> instructions(CompiledPlan plan) {
        return plan.entries().stream().map(CompiledPlan.Entry::instruction).toList();
    }

    @Test
    void compile_weightOfTwoProducts_isPackedOnce() {
        CompiledPlan plan = compile(tanh(X.matmulTransposed(W)).matmulTransposed(W));

        assertThat(instructions(plan))
                .filteredOn(Instruction.Pack.class::isInstance)
                .hasSize(1);
    }

    @Test
    void compile_elementwiseFunctions_areOneInstructionWithOneResult() {
        CompiledPlan plan = compile(sigmoid(X).mul(tanh(X)).add(X));

        assertThat(plan.entries()).hasSize(1);
        assertThat(plan.entries().getFirst().writes()).hasSize(1);
        assertThat(plan.entries().getFirst().instruction().label()).isEqualTo("4 elementwise functions of 3 columns");
    }

    @Test
    void compile_normalizationBehindAProduct_isOneInstructionWithOneResult() {
        Expr product = X.matmul(W);
        CompiledPlan plan = compile(product.sub(product.mean(-1)));

        assertThat(instructions(plan))
                .filteredOn(Instruction.Tiles.class::isInstance)
                .extracting(Instruction::label)
                .containsExactly("product [rows, 3] x [3, 3], ReduceRows, 1 elementwise functions of 3 columns");
        assertThat(plan.entries().getLast().writes()).hasSize(1);
    }

    @Test
    void compile_valueMadeOfAllRows_isThereBeforeItsReader() {
        Expr product = X.matmul(W);
        CompiledPlan plan = compile(product.mul(product.sum(-2)));

        assertThat(instructions(plan))
                .extracting(Instruction::label)
                .containsSubsequence(
                        "product [rows, 3] x [3, 3]", "ReduceAxis", "1 elementwise functions of 3 columns");
    }

    @Test
    void compile_largeWeights_areAnInstructionOfTheirOwn() {
        Expr large = Exprs.parameter("large", Dims.of(3, 1 << 16));
        CompiledPlan plan = compile(sigmoid(X.matmul(large)));

        assertThat(instructions(plan))
                .extracting(Instruction::label)
                .contains("product [rows, 3] x [3, 65536]", "1 elementwise functions of 65536 columns");
    }

    @Test
    void compile_inputAsOutput_isItsOwnSlot() {
        CompiledPlan plan = compile(X);

        assertThat(plan.entries()).isEmpty();
        assertThat(plan.outputs())
                .containsValue(plan.leaves().values().iterator().next());
    }

    @Test
    void compile_reshape_sharesTheSlot() {
        Expr y = tanh(X);
        CompiledPlan plan = compile(y, y.reshape(Dims.of(Dim.BATCH, 3, 1)));

        assertThat(plan.outputs().get("y1")).isEqualTo(plan.outputs().get("y0"));
        assertThat(plan.entries()).hasSize(1);
    }
}
