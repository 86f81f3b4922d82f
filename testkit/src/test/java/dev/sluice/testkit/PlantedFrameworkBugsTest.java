package dev.sluice.testkit;

import static dev.sluice.core.graph.Exprs.tanh;
import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ValidSteps;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.RecurrentLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classic bugs of what runs cells, planted into it: the kit must catch each and say what is wrong. */
class PlantedFrameworkBugsTest {
    private static final Cell GOOD = cell -> {
        Expr h = cell.state("h");
        cell.next("h", tanh(cell.linear("h", cell.input(), h)));
    };

    private static List<Check> checks(Framework.Layer layer) {
        return CellChecks.of(() -> GOOD, new Framework(layer, Gradients::extend));
    }

    private static List<Check> checks(Framework.Differentiation differentiation) {
        return CellChecks.of(() -> GOOD, new Framework(Framework.SLUICE.layer(), differentiation));
    }

    @Test
    void wrongSignInAnAdjoint_isNamed() {
        List<Check> checks = checks((graph, loss, leaves) -> {
            Graph right = Gradients.extend(graph, loss, leaves);
            Map<String, Expr> outputs = new LinkedHashMap<>(right.outputs());
            outputs.computeIfPresent("grad.cell.U_h", (name, gradient) -> gradient.neg());
            return new Graph(outputs);
        });
        assertFound(
                checks,
                "gradients agree with differences",
                "but at U_h[",
                "and the differences say",
                "Wrong for U_h; right for W_h, b_h, the input x, the initial state h",
                "opposite sign");
    }

    @Test
    void maskIgnoredOnTheWayBack_isNamed() {
        List<Check> checks = checks((graph, loss, leaves) -> {
            Map<String, Expr> outputs = new LinkedHashMap<>(graph.outputs());
            Gradients.extend(unmasked(graph), loss, leaves).outputs().forEach(outputs::putIfAbsent);
            return new Graph(outputs);
        });
        Map<String, String> findings = Findings.of(checks);
        assertThat(findings).doesNotContainKey("gradients agree with differences");
        assertThat(findings.get("gradients of ragged rows agree with differences"))
                .contains("with rows of different lengths", "the mask of the lengths is ignored on the way back");
    }

    @Test
    void maskIgnoredInReverse_isNamed() {
        List<Check> checks = checks(
                (cell, hidden, reverse, scope, sequence, valid, initial) -> new RecurrentLayer(cell, hidden, reverse)
                        .build(scope, sequence, reverse ? ones(valid) : valid, initial));
        assertFound(
                checks,
                "padding has no influence",
                "with other numbers in the padding",
                "In reverse a row must begin at its own last valid step: the mask is ignored there");
        assertThat(checks.stream().filter(check -> check.variant().startsWith("forward")))
                .allSatisfy(
                        check -> assertThat(check.finding()).as(check.name()).isEmpty());
    }

    @Test
    void outputNotMasked_isNamed() {
        List<Check> checks = checks((cell, hidden, reverse, scope, sequence, valid, initial) -> {
            RecurrentLayer.Result right =
                    new RecurrentLayer(cell, hidden, reverse).build(scope, sequence, valid, initial);
            Expr output = right.sequence().add(valid.oneMinus());
            return new RecurrentLayer.Result(output, right.last(), right.finalStates(), right.signature());
        });
        assertFound(
                checks,
                "the output is 0 past a row's length",
                "the output of row 2 at step 0, past its length of 0, must be 0, but is 1.0",
                "The output must be masked as well as the states");
    }

    @Test
    void stateResetWhereNothingWasRead_isNamed() {
        List<Check> checks = checks((cell, hidden, reverse, scope, sequence, valid, initial) -> {
            RecurrentLayer.Result right =
                    new RecurrentLayer(cell, hidden, reverse).build(scope, sequence, valid, initial);
            Expr read = Expr.of(new Reduce(Reduce.Kind.MAX, -3, false), valid);
            Map<String, Expr> states = new LinkedHashMap<>();
            right.finalStates().forEach((name, state) -> states.put(name, state.mul(read)));
            return new RecurrentLayer.Result(right.sequence(), right.last(), states, right.signature());
        });
        assertFound(
                checks, "an empty row keeps its states", "the final state h", "it is reset or updated without looking");
    }

    @Test
    void stateLeakingBetweenBatches_isNamed() {
        Map<String, Array64> left = new HashMap<>();
        Runner leaking = (graph, values) -> {
            Map<String, Array64> changed = new LinkedHashMap<>(values);
            Array64 last = left.get("cell.h");
            Array64 initial = Comparison.get(values, "state.cell.h");
            if (last != null) {
                double[] data = initial.data().clone();
                data[0] = last.data()[0];
                changed.put("state.cell.h", new Array64(initial.sizes(), data));
            }
            Map<String, Array64> results = Runner.INTERPRETER.run(graph, changed);
            left.putAll(results);
            return results;
        };
        assertFound(
                CellChecks.promises("", new CellPromises(GOOD, false, Framework.SLUICE, leaking)),
                "batches do not know of each other",
                "after other batches, longer and larger ones, were run in between",
                "A state leaks from one batch into the next");
    }

    /** Only the rows beyond those of the next batch keep something: the bug of a buffer that is not cut. */
    @Test
    void stateLeftByALargerBatch_isNamed() {
        double[] left = new double[1];
        Runner leaking = (graph, values) -> {
            Array64 initial = Comparison.get(values, "state.cell.h");
            Map<String, Array64> changed = new LinkedHashMap<>(values);
            double[] data = initial.data().clone();
            data[0] += left[0];
            changed.put("state.cell.h", new Array64(initial.sizes(), data));
            Map<String, Array64> results = Runner.INTERPRETER.run(graph, changed);
            left[0] = initial.size(0) > 3 ? 0.5 : 0;
            return results;
        };
        assertFound(
                CellChecks.promises("", new CellPromises(GOOD, false, Framework.SLUICE, leaking)),
                "batches do not know of each other",
                "after other batches, longer and larger ones, were run in between");
    }

    /** Right up to sixteen steps, as where the way back is cut into chunks and their border is forgotten. */
    @Test
    void adjointThatEndsAtAChunk_isNamed() {
        List<Check> checks = checks((graph, loss, leaves) -> {
            Graph right = Gradients.extend(graph, loss, leaves);
            Map<String, Expr> outputs = new LinkedHashMap<>(right.outputs());
            Expr steps = Exprs.input("lengths", Dims.of(Dim.BATCH));
            Expr isLong = Exprs.less(Exprs.constant(16), Expr.of(new Reduce(Reduce.Kind.MAX, -1, false), steps));
            outputs.computeIfPresent(
                    "grad.cell.U_h", (name, gradient) -> Exprs.select(isLong, gradient.mul(0.5), gradient));
            return new Graph(outputs);
        });
        Map<String, String> findings = Findings.of(checks);
        assertThat(findings).doesNotContainKey("gradients agree with differences");
        assertThat(findings.get("gradients of long sequences agree with differences"))
                .contains("along one direction", "U_h");
    }

    /** The same graph with all steps valid. */
    private static Graph unmasked(Graph graph) {
        Map<Expr, Expr> copies = new HashMap<>();
        for (Expr expr : graph.expressions()) {
            List<Expr> operands = new ArrayList<>();
            expr.operands().forEach(operand -> operands.add(copies.getOrDefault(operand, operand)));
            Expr same = operands.equals(expr.operands()) ? expr : Expr.of(expr.op(), operands);
            copies.put(expr, expr.op() instanceof ValidSteps ? ones(expr) : same);
        }
        Map<String, Expr> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> outputs.put(name, copies.getOrDefault(expr, expr)));
        return new Graph(outputs);
    }

    private static Expr ones(Expr like) {
        return like.mul(0).add(1);
    }
}
