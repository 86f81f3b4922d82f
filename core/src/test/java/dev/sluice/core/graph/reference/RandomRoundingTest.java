package dev.sluice.core.graph.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomRoundingTest {
    private static final int TERMS = 400;
    private static final int COLUMNS = 50;

    private static final Expr X = Expr.of(new Input("x", Dims.of(Dim.BATCH, TERMS), Input.Kind.NUMBER));
    private static final Expr W = Expr.of(new Input("w", Dims.of(TERMS, COLUMNS), Input.Kind.NUMBER));

    private static Map<String, Array64> values() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("x", float32(random, 3, TERMS));
        values.put("w", float32(random, TERMS, COLUMNS));
        return values;
    }

    private static Array64 float32(SplittableRandom random, int... sizes) {
        Array64 array = Array64.zeros(sizes);
        for (int i = 0; i < array.data().length; i++) {
            array.data()[i] = (float) random.nextGaussian();
        }
        return array;
    }

    private static double[] run(Expr result, Arithmetic arithmetic) {
        Map<String, Array64> results = Interpreter.runIn(new Graph(Map.of("y", result)), values(), arithmetic);
        return Objects.requireNonNull(results.get("y")).data();
    }

    private static double moved(double[] actual, double... exact) {
        double most = 0;
        for (int i = 0; i < exact.length; i++) {
            most = Math.max(most, Math.abs(actual[i] - exact[i]));
        }
        return most;
    }

    @Test
    void evaluate_sumOfManyTerms_movesAboutAsFarAsFloat32Does() {
        double[] exact = run(X.matmul(W), Arithmetic.EXACT);
        Map<String, Array64> values = values();
        double[] x = Objects.requireNonNull(values.get("x")).data();
        double[] w = Objects.requireNonNull(values.get("w")).data();
        double[] float32 = new double[exact.length];
        for (int i = 0; i < float32.length; i++) {
            float sum = 0;
            for (int k = 0; k < TERMS; k++) {
                sum += (float) x[i / COLUMNS * TERMS + k] * (float) w[k * COLUMNS + i % COLUMNS];
            }
            float32[i] = sum;
        }
        double random = moved(run(X.matmul(W), new RandomRounding(1)), exact);

        assertThat(random).isBetween(moved(float32, exact) / 2, moved(float32, exact) * 8);
    }

    @Test
    void evaluate_tooLargeForFloat32_isInfinite() {
        Expr huge = X.mul(X).add(1).mul(1e20f).mul(1e20f);

        assertThat(run(huge, Arithmetic.EXACT)).doesNotContain(Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(run(huge, new RandomRounding(1))).containsOnly(Double.POSITIVE_INFINITY);
        assertThat(run(Exprs.relu(huge.mul(-1)), new RandomRounding(1))).containsOnly(0.0);
    }

    @Test
    void evaluate_functionsAndArithmetic_moveByAUnitInTheLastPlace() {
        Expr y = Exprs.tanh(X.mul(X).add(1));
        double moved = moved(run(y, new RandomRounding(1)), run(y, Arithmetic.EXACT));

        assertThat(moved).isBetween(0x1p-24, 0x1p-20);
    }

    @Test
    void evaluate_selectionsAndMoves_areExact() {
        Expr y = Exprs.select(Exprs.greater(X, Exprs.constant(0)), X.neg(), Exprs.relu(X))
                .slice(-1, 3, 9);

        assertThat(run(y, new RandomRounding(1))).isEqualTo(run(y, Arithmetic.EXACT));
    }

    @Test
    void evaluate_differenceOfNearNumbers_tellsHowLittleIsKnown() {
        Expr y = X.add(1e6).add(-1e6);
        double moved = moved(run(y, new RandomRounding(1)), run(y, Arithmetic.EXACT));

        assertThat(moved).isBetween(1e-2, 1.0);
    }

    @Test
    void rounded_wholeNumbers_stayAsTheyAre() {
        Array64 mixed = new Array64(new int[] {4}, new double[] {0, 7, -3, 0.1f});

        double[] rounded = new RandomRounding(1).rounded(mixed).data();

        assertThat(rounded).startsWith(0, 7, -3);
        assertThat(rounded[3]).isNotEqualTo(0.1f).isCloseTo(0.1f, within(0x1p-26));
    }

    @Test
    void evaluate_countsOfSteps_areExact() {
        Expr steps = Exprs.floor(X.mul(4));
        Expr halved = Exprs.floor(steps.mul(6).div(Exprs.constant(3)));
        assertThat(run(halved, new RandomRounding(1))).isEqualTo(run(halved, Arithmetic.EXACT));
        assertThat(run(steps.sum(-1), new RandomRounding(1))).isEqualTo(run(steps.sum(-1), Arithmetic.EXACT));
    }

    @Test
    void evaluate_sameSeed_givesTheSame() {
        assertThat(run(X.matmul(W), new RandomRounding(3))).isEqualTo(run(X.matmul(W), new RandomRounding(3)));
        assertThat(run(X.matmul(W), new RandomRounding(3))).isNotEqualTo(run(X.matmul(W), new RandomRounding(4)));
    }
}
