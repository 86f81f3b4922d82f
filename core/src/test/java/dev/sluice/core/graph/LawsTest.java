package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.kernel.choice.KernelChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws that hold whatever the shapes and numbers, in the reference and in the engine: each is tried with many. */
class LawsTest {
    private static final int TRIES = 30;

    /** Two expressions of the same value. */
    private record Sides(Expr left, Expr right) {}

    private static Sides same(Expr left, Expr right) {
        return new Sides(left, right);
    }

    /** Sizes of the matrices {@code a} [n, m], {@code b} [m, k] and {@code c} [k, r], and of others by them. */
    private record Sizes(int n, int m, int k, int r) {
        static Sizes of(Random random) {
            return new Sizes(
                    1 + random.nextInt(7), 1 + random.nextInt(20), 1 + random.nextInt(7), 1 + random.nextInt(4));
        }

        Expr a() {
            return Exprs.input("a", Dims.of(n, m));
        }

        /** Another one shaped like {@code a}. */
        Expr other() {
            return Exprs.input("other", Dims.of(n, m));
        }

        Expr b() {
            return Exprs.input("b", Dims.of(m, k));
        }

        Expr c() {
            return Exprs.input("c", Dims.of(k, r));
        }

        Expr row() {
            return Exprs.input("row", Dims.of(m));
        }

        /** A matrix {@code a} for each of {@code r} rows. */
        Expr eachA() {
            return Exprs.input("each a", Dims.of(r, n, m));
        }

        Expr eachB() {
            return Exprs.input("each b", Dims.of(r, m, k));
        }

        /** Whole numbers, each below {@code n}. */
        Expr indices() {
            return Exprs.input("indices", Dims.of(k));
        }

        Expr row(Expr of, int index) {
            return of.slice(-3, index, index + 1)
                    .reshape(Dims.of(of.shape().axis(-2), of.shape().axis(-1)));
        }
    }

    private enum Law {
        TRANSPOSING_TWICE_CHANGES_NOTHING(s -> same(s.a().transpose().transpose(), s.a())),
        A_PRODUCT_TRANSPOSED_IS_THE_PRODUCT_OF_THE_TRANSPOSED(
                s -> same(s.a().matmul(s.b()).transpose(), s.b().transpose().matmul(s.a().transpose()))),
        PRODUCTS_ASSOCIATE(s -> same(s.a().matmul(s.b()).matmul(s.c()), s.a().matmul(s.b().matmul(s.c())))),
        PRODUCTS_WITH_TRANSPOSED_TRANSPOSE(s ->
                same(s.a().matmulTransposed(s.other()), s.a().matmul(s.other().transpose()))),
        A_BATCH_OF_PRODUCTS_HAS_EACH_PRODUCT(s -> {
            Expr left = s.eachA();
            Expr right = s.eachB();
            int last = s.r() - 1;
            return same(s.row(left.batchMatmul(right), last), s.row(left, last).matmul(s.row(right, last)));
        }),
        AN_OUTER_PRODUCT_TIMES_A_VECTOR_IS_SCALED(s -> {
            Expr key = s.other();
            return same(
                    s.a().outer(key).timesVector(s.row().mul(key)),
                    s.a().mul(Expr.of(
                            new Reduce(Reduce.Kind.SUM, -1, true), key.mul(key).mul(s.row()))));
        }),
        RESHAPING_THERE_AND_BACK_CHANGES_NOTHING(s ->
                same(s.a().reshape(Dims.of(s.m(), s.n())).reshape(Dims.of(s.n() * s.m())), flat(s.a()))),
        SLICES_MAKE_THE_WHOLE(s -> {
            int cut = s.m() / 2;
            return cut == 0
                    ? same(s.a(), s.a().add(0))
                    : same(Exprs.concat(-1, List.of(s.a().slice(-1, 0, cut), s.a().slice(-1, cut, s.m()))), s.a());
        }),
        WHAT_IS_PADDED_IS_THERE(s ->
                same(Expr.of(new Pad(-1, s.k(), s.r()), s.a()).slice(-1, s.k(), s.k() + s.m()), s.a())),
        WHAT_IS_REPEATED_ADDS_UP(s -> {
            Expr repeated = Expr.of(new BroadcastTo(Dims.of(s.n(), s.m())), s.row());
            return same(Expr.of(new SumTo(Dims.of(s.m())), repeated), s.row().mul(s.n()));
        }),
        SUMS_ARE_TAKEN_IN_ANY_ORDER(
                s -> same(s.a().sum(-1).sum(-2), s.a().sum(-2).sum(-1))),
        A_MEAN_IS_A_SHARE_OF_THE_SUM(s -> same(s.a().mean(-1).mul(s.m()), s.a().sum(-1))),
        GATHERING_IS_A_PRODUCT_WITH_ONES(s -> {
            Expr places = Exprs.input("places", Dims.of(s.n()));
            Expr hot = Exprs.equal(s.indices().reshape(Dims.of(s.k(), 1)), places);
            return same(Exprs.gather(s.a(), s.indices()), hot.matmul(s.a()));
        }),
        SOFTMAX_ADDS_UP_TO_ONE(
                s -> same(Exprs.softmax(s.a()).sum(-1), s.a().sum(-1).mul(0).add(1))),
        SOFTMAX_KNOWS_NO_OFFSET(s -> same(Exprs.softmax(s.a().add(3)), Exprs.softmax(s.a()))),
        LOG_SOFTMAX_IS_ITS_LOGARITHM(s -> same(Exprs.logSoftmax(s.a()), Exprs.log(Exprs.softmax(s.a())))),
        SIGMOID_MIRRORED_IS_ITS_REST(
                s -> same(Exprs.sigmoid(s.a().neg()), Exprs.sigmoid(s.a()).oneMinus())),
        TANH_IS_A_SIGMOID(
                s -> same(Exprs.tanh(s.a()), Exprs.sigmoid(s.a().mul(2)).mul(2).add(-1))),
        SOFTPLUS_MIRRORED_DIFFERS_BY_ITS_ARGUMENT(
                s -> same(Exprs.softplus(s.a()).sub(Exprs.softplus(s.a().neg())), s.a())),
        EXP_OF_A_SUM_IS_A_PRODUCT(
                s -> same(Exprs.exp(s.a().add(s.other())), Exprs.exp(s.a()).mul(Exprs.exp(s.other())))),
        LOG_UNDOES_EXP(s -> same(Exprs.log(Exprs.exp(s.a())), s.a())),
        SQUARES_OF_SINE_AND_COSINE_ADD_UP_TO_ONE(s -> same(
                Exprs.sin(s.a()).mul(Exprs.sin(s.a())).add(Exprs.cos(s.a()).mul(Exprs.cos(s.a()))),
                s.a().mul(0).add(1))),
        SINE_OF_A_SUM(s -> same(
                Exprs.sin(s.a().add(s.other())),
                Exprs.sin(s.a()).mul(Exprs.cos(s.other())).add(Exprs.cos(s.a()).mul(Exprs.sin(s.other()))))),
        FLOOR_AND_THE_REST_MAKE_THE_WHOLE(s ->
                same(Exprs.floor(s.a()).add(Exprs.mod(s.a(), Exprs.constant(1))), s.a())),
        A_REMAINDER_IS_BELOW_ITS_DIVISOR(s -> {
            Expr divisor = Exprs.abs(s.other()).add(0.5);
            Expr rest = Exprs.mod(s.a(), divisor);
            return same(
                    Exprs.less(rest, divisor).mul(Exprs.lessOrEqual(Exprs.constant(0), rest)),
                    s.a().mul(0).add(1));
        }),
        THE_LESSER_AND_THE_GREATER_ARE_BOTH(s ->
                same(Exprs.min(s.a(), s.other()).add(Exprs.max(s.a(), s.other())), s.a().add(s.other()))),
        MAGNITUDE_AND_SIGN_MAKE_THE_NUMBER(s -> same(Exprs.abs(s.a()).mul(Exprs.sign(s.a())), s.a())),
        RELU_AND_ITS_MIRROR_MAKE_THE_NUMBER(s -> same(Exprs.relu(s.a()).sub(Exprs.relu(s.a().neg())), s.a())),
        LESS_OR_NOT(s -> same(
                Exprs.less(s.a(), s.other()).add(Exprs.lessOrEqual(s.other(), s.a())),
                s.a().mul(0).add(1))),
        SELECTING_IS_MIXING(s -> {
            Expr condition = Exprs.greater(s.row(), Exprs.constant(0));
            return same(
                    Exprs.select(condition, s.a(), s.other()),
                    condition.mul(s.a()).add(condition.oneMinus().mul(s.other())));
        }),
        ROOT_OF_A_SQUARE_IS_THE_MAGNITUDE(s -> same(Exprs.sqrt(Exprs.pow(s.a(), Exprs.constant(2))), Exprs.abs(s.a())));

        private final Function<Sizes, Sides> sides;

        Law(Function<Sizes, Sides> sides) {
            this.sides = sides;
        }
    }

    /** Operations that are linear in {@code x}, shaped [n, m] or [r, n, m]. */
    private enum Linear {
        TRANSPOSE((s, x) -> x.transpose()),
        RESHAPE((s, x) -> flat(x)),
        SLICE((s, x) -> x.slice(-2, 0, (s.n() + 1) / 2)),
        PAD((s, x) -> Expr.of(new Pad(-2, 1, s.r()), x)),
        CONCAT((s, x) -> Exprs.concat(-1, List.of(x, x.mul(2)))),
        BROADCAST((s, x) -> Expr.of(new BroadcastTo(Dims.of(s.r(), s.n(), s.m())), x)),
        SUM_TO((s, x) -> Expr.of(new SumTo(Dims.of(s.m())), x)),
        SUM((s, x) -> x.sum(-1)),
        MEAN((s, x) -> x.mean(-2)),
        PRODUCT_FROM_THE_LEFT((s, x) -> x.matmul(s.b())),
        PRODUCT_FROM_THE_RIGHT((s, x) -> s.b().transpose().matmul(x.transpose())),
        BATCH_OF_PRODUCTS((s, x) ->
                Expr.of(new BroadcastTo(Dims.of(s.r(), s.n(), s.m())), x).batchMatmul(s.eachB())),
        GATHER((s, x) -> Exprs.gather(x, s.indices())),
        SCATTER_ADD((s, x) -> Expr.of(new ScatterAdd(s.n()), s.indices(), Exprs.gather(x, s.indices()))),
        SELECT((s, x) -> Exprs.select(Exprs.greater(s.row(), Exprs.constant(0)), x, x.neg()));

        private final BiFunction<Sizes, Expr, Expr> map;

        Linear(BiFunction<Sizes, Expr, Expr> map) {
            this.map = map;
        }
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void law_anyShapesAndNumbers_holds(Law law) {
        for (int seed = 0; seed < TRIES; seed++) {
            Random random = new Random(seed);
            Sizes sizes = Sizes.of(random);
            assertHolds(law.sides.apply(sizes), sizes, random);
        }
    }

    @ParameterizedTest
    @EnumSource(Linear.class)
    void linear_aCombination_givesTheCombinationOfTheResults(Linear linear) {
        for (int seed = 0; seed < TRIES; seed++) {
            Random random = new Random(seed);
            Sizes sizes = Sizes.of(random);
            UnaryOperator<Expr> map = expr -> linear.map.apply(sizes, expr);
            Expr x = sizes.a();
            Expr y = sizes.other();
            assertHolds(same(map.apply(x.mul(3).sub(y)), map.apply(x).mul(3).sub(map.apply(y))), sizes, random);
        }
    }

    /** The gradient of a linear map is its adjoint: ⟨L x, y⟩ = ⟨x, Lᵀ y⟩. */
    @ParameterizedTest
    @EnumSource(Linear.class)
    void linear_itsGradient_isTheAdjoint(Linear linear) {
        for (int seed = 0; seed < TRIES; seed++) {
            Random random = new Random(seed);
            Sizes sizes = Sizes.of(random);
            Expr x = sizes.a();
            Expr image = flat(linear.map.apply(sizes, x));
            Expr product = total(image.mul(Exprs.input("y", image.shape())));
            Graph graph = Gradients.extend(new Graph(Map.of("product", product)), "product", List.of("a"));
            Expr adjoint = Objects.requireNonNull(graph.outputs().get(Gradients.PREFIX + "a"));
            assertHolds(same(product, total(x.mul(adjoint))), sizes, random);
        }
    }

    private static Expr flat(Expr x) {
        int count = 1;
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            count *= x.shape().fixed(axis);
        }
        return x.reshape(Dims.of(count));
    }

    private static Expr total(Expr x) {
        return flat(x).sum(-1).reshape(Dims.SCALAR);
    }

    private static void assertHolds(Sides sides, Sizes sizes, Random random) {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put("left", sides.left());
        outputs.put("right", sides.right());
        Graph graph = new Graph(outputs);
        Map<String, Array64> values = new LinkedHashMap<>();
        graph.inputs().forEach(input -> values.put(input.label(), numbers(input, sizes, random)));
        // The engine computes with numbers of 32 bits, and so from such numbers.
        values.replaceAll((name, value) -> Array64.of(value.toTensor()));
        assertSame(graph + " of " + values, Interpreter.run(graph, values), 1e-13);
        Plan plan = Plan.compile(graph, new EngineOptions(1, KernelChoice.best()));
        assertSame(
                "in the engine, " + graph + " of " + values,
                Array64.of(plan.run(Array64.toTensors(values), new RandomKey(1, 1))),
                2e-5);
    }

    private static Array64 numbers(Input input, Sizes sizes, Random random) {
        Array64 numbers = Array64.zeros(input.dims().sizes(Map.of()));
        for (int i = 0; i < numbers.data().length; i++) {
            numbers.data()[i] = switch (input.label()) {
                case "indices" -> random.nextInt(sizes.n());
                case "places" -> i;
                default -> 2 * random.nextGaussian();
            };
        }
        return numbers;
    }

    private static void assertSame(String what, Map<String, Array64> results, double tolerance) {
        Array64 left = Objects.requireNonNull(results.get("left"));
        Array64 right = Objects.requireNonNull(results.get("right"));
        assertThat(left.sizes()).as(what).isEqualTo(right.sizes());
        double scale = 1;
        for (double number : right.data()) {
            scale = Math.max(scale, Math.abs(number));
        }
        for (int i = 0; i < left.data().length; i++) {
            assertThat(left.data()[i]).as(what).isCloseTo(right.data()[i], within(tolerance * scale));
        }
    }
}
