package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.choice.KernelChoice;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans of graphs whose rows look into memories of as many steps as the batch has. */
class PlanOfMemoriesTest {
    private static final RandomKey KEY = new RandomKey(1, 1);
    private static final Graph LOOKS = looks();

    private final Plan plan = Plan.compile(LOOKS, new EngineOptions(2, KernelChoice.best()));

    /** What each step of a row finds among all of its steps. */
    private static Graph looks() {
        Expr x = Exprs.rowsFirst(Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 3)));
        Expr weights = Exprs.softmax(Expr.of(new BatchMatMul(false, true), x, x));
        return new Graph(Map.of("found", Exprs.stepsFirst(Expr.of(new BatchMatMul(false, false), weights, x))));
    }

    private static Tensors values(int steps) {
        CounterRandom random = CounterRandom.of(5, "values", 0);
        Tensor x = Tensor.zeros(steps, 2, 3);
        for (int i = 0; i < x.array().length; i++) {
            x.array()[i] = random.uniform(i);
        }
        return Tensors.of("x", x);
    }

    @Test
    void run_moreLengthsThanAreKept_keepsTheLastAndGivesTheSameBits() {
        float[] first = plan.run(values(1), KEY).get("found").array().clone();
        float[] fourth = plan.run(values(4), KEY).get("found").array().clone();
        for (int steps = 2; steps <= 2 * Plan.LENGTHS; steps++) {
            plan.run(values(steps), KEY);
            assertThat(plan.compiled()).isLessThanOrEqualTo(Plan.LENGTHS);
        }
        assertThat(plan.run(values(1), KEY).get("found").array()).isEqualTo(first);
        assertThat(plan.run(values(4), KEY).get("found").array()).isEqualTo(fourth);
        assertThat(plan.compiled()).isEqualTo(Plan.LENGTHS);
    }

    @Test
    void run_everyLength_agreesWithTheInterpreter() {
        for (int steps : new int[] {1, 7, 70, 3}) {
            Tensors values = values(steps);
            float[] found = plan.run(values, KEY).get("found").array();
            double[] expected = Interpreter.run(LOOKS, Map.of("x", Array64.of(values.get("x"))))
                    .get("found")
                    .data();
            assertThat(found).hasSize(expected.length);
            for (int i = 0; i < found.length; i++) {
                assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }
}
