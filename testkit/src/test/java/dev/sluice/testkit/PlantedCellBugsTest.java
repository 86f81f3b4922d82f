package dev.sluice.testkit;

import static dev.sluice.core.graph.Exprs.sigmoid;
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
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.RecurrentLayer;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Classic bugs, planted into cells and into what runs them: the kit must catch each and say what is wrong. */
class PlantedCellBugsTest {
    private static final Cell GOOD = cell -> {
        Expr h = cell.state("h");
        cell.next("h", tanh(cell.linear("h", cell.input(), h)));
    };

    private static List<Check> checks(Cell cell) {
        return CellChecks.of(() -> cell);
    }

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

    @Test
    void gatesSwappedAgainstTheConvention_areNamed() {
        Cell swapped = cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr z = sigmoid(cell.linear("r", x, h));
            Expr r = sigmoid(cell.linear("z", x, h));
            Expr n = tanh(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
            cell.next("h", z.oneMinus().mul(n).add(z.mul(h)));
        };
        assertFound(
                checks(swapped),
                "gates stand in PyTorch's order",
                "a GRU, whose gates must be declared in the order reset, update, candidate",
                "its gates r, z, n are update, reset, candidate");
    }

    @Test
    void staticCounter_isNamed() {
        AtomicInteger calls = new AtomicInteger();
        Cell counting = cell -> {
            Expr h = cell.state("h");
            cell.next("h", tanh(cell.linear("h", cell.input(), h).mul(1 + calls.incrementAndGet() % 7)));
        };
        assertFound(
                checks(counting), "the definition is pure", "defined a second time the output of row", "no counter");

        Cell naming = cell -> {
            Expr h = cell.state("h");
            cell.next("h", tanh(cell.linear("h" + calls.incrementAndGet(), cell.input(), h)));
        };
        assertFound(checks(naming), "the definition is pure", "the cell declares", "but the first time it declared");
    }

    @Test
    void randomFirstValues_areNamed() {
        Random random = new Random(1);
        Cell cell = builder -> {
            Expr h = builder.state("h");
            Expr bias = builder.bias("h", (shape, seed, name) -> {
                Tensor tensor = Tensor.zeros(shape);
                tensor.fillInPlace(random.nextFloat());
                return tensor;
            });
            builder.next(
                    "h",
                    tanh(builder.recurrentProduct("h", h).add(bias).add(builder.inputProduct("h", builder.input()))));
        };
        assertFound(
                checks(cell), "first values depend on the seed alone", "the first value of b_h is", "CounterRandom");
    }

    @Test
    void numberKeptInTheObject_isNamedAsLostWhenSaved() {
        Random random = new Random(1);
        assertFound(
                CellChecks.of(() -> new Drawn(random.nextDouble())),
                "made again from its options it is the same",
                "as when a saved model is loaded",
                "neither an option nor declared with cell.parameter(..)");
    }

    /** A cell with a weight of its own that no file knows. */
    private record Drawn(double weight) implements Cell {
        @Override
        public void define(CellBuilder cell) {
            Expr h = cell.state("h");
            cell.next("h", tanh(cell.linear("h", cell.input(), h.mul(weight))));
        }
    }

    @Test
    void rowsMixed_areNamed() {
        Cell mixing = cell -> {
            Expr h = cell.state("h");
            Expr gate = cell.linear("h", cell.input(), h);
            Expr mean = Expr.of(new Reduce(Reduce.Kind.MEAN, -2, true), gate);
            cell.next("h", tanh(gate.add(mean)));
        };
        List<Check> checks = checks(mixing);
        assertFound(checks, "padding has no influence", "something is summed over the rows of the batch");
        assertFound(checks, "a row alone is the same", "for row 0 (3 of 5 steps valid)", "rows see each other");
        assertFound(checks, "NaN stays in its row", "must not reach another row");
    }

    @Test
    void shapeThatDependsOnTheBatch_isNamed() {
        Cell reducing = cell -> {
            Expr h = cell.state("h");
            cell.next("h", tanh(cell.linear("h", cell.input(), h)).sum(-2));
        };
        assertFound(
                checks(reducing),
                "the equations can be built",
                "the next value of state 'h' must be [B, 4] like the state, but is reduce_sum(…) [1, 4]");
    }

    @Test
    void quotientOfZeros_isNamed() {
        Cell normalized = cell -> {
            Expr h = cell.state("h");
            Expr length = Exprs.sqrt(h.mul(h).sum(-1));
            cell.next("h", tanh(cell.linear("h", cell.input(), h.div(length))));
        };
        assertFound(
                checks(normalized),
                "extreme numbers stay numbers",
                "with inputs of 0 the output is NaN",
                "add a small number inside");
    }

    /** The value is right and its slope is not; only where a gate's sum is 0 to the bit, as in a new model. */
    @Test
    void logarithmAtZero_isNamed() {
        Cell rooted = cell -> {
            Expr h = cell.state("h");
            Expr a = cell.linear("h", cell.input(), h);
            Expr root = Exprs.exp(Exprs.log(Exprs.abs(a)).mul(0.5));
            cell.next("h", tanh(root.mul(Exprs.sign(a))));
        };
        assertFound(
                checks(rooted),
                "a new model has a gradient",
                "in a new model, where inputs, states and biases are 0,",
                "is NaN");
    }

    /** Their derivatives at 0 are the primitives'. */
    @Test
    void rootAndPowerAtZero_areNoBugs() {
        Cell rooted = cell -> {
            Expr h = cell.state("h");
            Expr a = cell.linear("h", cell.input(), h);
            Expr length = Exprs.sqrt(Exprs.pow(a, Exprs.constant(2)).sum(-1));
            cell.next("h", tanh(a).div(length.add(1)));
        };
        assertThat(Findings.of(checks(rooted))).isEmpty();
    }

    @Test
    void comparisonOfTheInput_isNoBug() {
        Cell choosing = cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr open = Exprs.less(x.sum(-1), Exprs.constant(0.3));
            Expr u = cell.parameter("u", Dims.of(cell.hiddenSize()), new Initializers.Constant(0.4));
            cell.next("h", Exprs.select(open, tanh(cell.fromState("h", h)), h.mul(u)));
        };
        assertThat(Findings.of(checks(choosing))).isEmpty();
    }

    @Test
    void inputNotRead_isNamed() {
        Cell deaf = cell -> {
            Expr h = cell.state("h");
            cell.next("h", tanh(cell.fromState("h", h)));
        };
        assertFound(checks(deaf), "the input is read", "nothing reads the input x", "cell.input()");
    }

    @Test
    void parameterNotRead_isNamed() {
        Cell wasteful = cell -> {
            Expr h = cell.state("h");
            cell.bias("z");
            cell.next("h", tanh(cell.linear("h", cell.input(), h)));
        };
        assertFound(
                checks(wasteful),
                "the equations can be built",
                "on b_z neither a next state nor the output",
                "use it, or do not declare it");
    }

    @Test
    void parameterWithoutAGradient_isNamed() {
        Cell stepping = cell -> {
            Expr h = cell.state("h");
            Expr threshold = cell.parameter("theta", Dims.of(cell.hiddenSize()), new Initializers.Zeros());
            Expr a = cell.linear("h", cell.input(), h);
            cell.next("h", tanh(a).mul(Exprs.less(threshold, a)));
        };
        assertFound(
                checks(stepping),
                "training changes every parameter",
                "training never changes theta",
                "the gradient is 0 whatever the numbers");
    }

    @Test
    void stateNotRead_isNamed() {
        Cell forgetful = cell -> {
            Expr h = cell.state("h");
            cell.state("c");
            Expr next = tanh(cell.linear("h", cell.input(), h));
            cell.next("h", next);
            cell.next("c", next.mul(2));
        };
        assertFound(checks(forgetful), "every state is read", "nothing reads the initial state c");
    }

    @Test
    void firstValueDrawnInTheDefinition_isNamed() {
        Random random = new Random(1);
        Cell drawing = cell -> {
            Expr h = cell.state("h");
            Expr scale =
                    cell.parameter("scale", Dims.of(cell.hiddenSize()), new Initializers.Constant(random.nextDouble()));
            cell.next("h", tanh(cell.linear("h", cell.input(), h)).mul(scale));
        };
        assertFound(
                checks(drawing),
                "first values depend on the seed alone",
                "the first value of scale is",
                "for the same seed");
    }

    /** Fast weights (Ba et al., 2016): a normalized sum carries roundings far, in any order of operations. */
    @Test
    void sensitiveFunction_isNoBug() {
        Cell fast = cell -> {
            int size = cell.hiddenSize();
            Expr h = cell.state("h");
            Expr memory = cell.state("A", size * size);
            Expr matrix = memory.reshape(Dims.of(Dim.BATCH, size, size))
                    .mul(0.95)
                    .add(h.outer(h).mul(2));
            Expr seen = cell.linear("h", cell.input(), h);
            Expr a = seen.add(matrix.timesVector(tanh(seen)));
            Expr centered = a.sub(a.mean(-1));
            Expr deviation = Exprs.sqrt(centered.mul(centered).mean(-1).add(1e-5));
            cell.next("h", tanh(centered.div(deviation)));
            cell.next("A", matrix.reshape(memory.shape()));
        };
        assertThat(Findings.of(checks(fast))).isEmpty();
    }

    @Test
    void mistakesInTheDefinition_areNamedWithTheirPlace() {
        String promise = "the equations can be built";
        assertFound(checks(cell -> cell.next("h", nothing())), promise, "the next value of state 'h' must not be null");
        assertFound(checks(cell -> cell.state("h")), promise, "each state needs a next value, but 'h'");
        assertFound(
                checks(cell -> {
                    throw new IllegalStateException("no licence");
                }),
                promise,
                "IllegalStateException: no licence");
        assertFound(
                checks(cell -> {
                    Expr h = cell.state("h");
                    cell.next("h", h.matmul(cell.input()));
                }),
                promise,
                "ShapeMismatchException: in matmul(h [B, 4], x [B, 3])");
        assertFound(
                checks(cell -> {
                    throw new NoClassDefFoundError("org/acme/Maths");
                }),
                promise,
                "NoClassDefFoundError: org/acme/Maths");
    }

    @SuppressWarnings("NullAway") // what an author gives who does not check for it
    private static Expr nothing() {
        return null;
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
