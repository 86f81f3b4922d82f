package dev.sluice.testkit;

import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.tanh;
import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Classic bugs of equations, planted into cells: the kit must catch each and say what is wrong. */
class PlantedCellBugsTest {
    private static List<Check> checks(Cell cell) {
        return CellChecks.of(() -> cell);
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
        assertFound(checks(forgetful), "everything reaches the output", "state c never reaches the output");
    }

    @Test
    void stateReadByItselfAlone_isNamedWithTheParametersThatOnlyItReads() {
        Cell tracing = cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr s = cell.state("s");
            Expr w = sigmoid(cell.linear("w", x, h));
            cell.next("s", s.mul(0.875).add(h.mul(w).mul(0.125)));
            cell.next("h", tanh(cell.linear("h", x, h)));
        };
        assertFound(
                checks(tracing),
                "everything reaches the output",
                "state s and the parameters W_w, U_w, b_w never reach the output",
                "Read each state in the output, or in a state that the output depends on");
    }

    @Test
    void statesThatReadEachOtherInACircle_areNamed() {
        Cell circling = cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr a = cell.state("a");
            Expr b = cell.state("b");
            cell.next("a", tanh(b.add(h)));
            cell.next("b", tanh(a.sub(h)));
            cell.next("h", tanh(cell.linear("h", x, h)));
        };
        assertFound(checks(circling), "everything reaches the output", "states a, b never reach the output");
    }

    /** Ten states, each read by the next alone: the first reaches the output after as many steps. */
    @Test
    void stateThatReachesTheOutputThroughOthers_isNoBug() {
        Cell delaying = cell -> {
            Expr x = cell.input();
            Expr h = cell.state("h");
            Expr before = tanh(cell.linear("g", x, h));
            for (int i = 0; i < 10; i++) {
                Expr delayed = cell.state("d" + i);
                cell.next("d" + i, before);
                before = delayed;
            }
            cell.next("h", tanh(cell.linear("h", x, h).add(before)));
        };
        assertThat(Findings.of(checks(delaying))).isEmpty();
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
}
