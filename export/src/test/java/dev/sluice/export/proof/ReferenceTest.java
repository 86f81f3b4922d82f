package dev.sluice.export.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.Standardization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Expr X = Expr.of(new Input("x", Dims.of(Dim.TIME, Dim.BATCH, 1), Input.Kind.NUMBER));
    private static final Expr START = Expr.of(new Input("state.h", Dims.of(Dim.BATCH, 1), Input.Kind.NUMBER));

    /** The logistic map, which doubles a difference at every step. */
    private static Graph chaos() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("x", X);
        Expr h = scan.state("h", START);
        scan.next(h, h.mul(h.oneMinus()).mul(3.9).add(x.mul(1e-3)));
        return new Graph(Map.of("h", scan.build().last(h)));
    }

    private static Tensors inputs(int steps) {
        Tensor x = Tensor.zeros(steps, 2, 1);
        for (int i = 0; i < x.array().length; i++) {
            x.array()[i] = (float) Math.sin(i);
        }
        return Tensors.of("x", x, "state.h", Tensor.copyOf(Shape.of(2, 1), 0.3f, 0.61f));
    }

    private static Expected meaning(int steps) {
        Reference reference = new Reference(chaos(), Tensors.of());
        return Objects.requireNonNull(reference.run(inputs(steps), 2).get("h"));
    }

    @Test
    void run_shortSequence_hasLimitsOfAFewUnitsInTheLastPlace() {
        Expected expected = meaning(2);

        assertThat(Arrays.stream(expected.limits()).max().orElseThrow()).isBetween(1e-7, 2e-5);
        assertThat(expected.telling()).isEqualTo(2);
    }

    @Test
    void run_chaos_saysThatFloat32TellsNothing() {
        Expected expected = meaning(100);

        assertThat(Arrays.stream(expected.limits()).min().orElseThrow()).isGreaterThan(0.05);
        assertThat(expected.telling()).isZero();
    }

    @Test
    void expected_columnThatIsItsMeanEverywhere_tellsByTheMean() {
        Array64 mean = new Array64(new int[] {2, 1}, new double[] {7.3, 7.3});
        Array64 nothing = Array64.zeros(2, 1);

        Expected expected = Expected.of(Dims.of(Dim.BATCH, 1), mean, nothing, 0, List.of(nothing, nothing));

        assertThat(expected.telling()).isEqualTo(2);
        assertThat(expected.limits()[0]).isLessThan(1e-5);

        Array64 rounding = new Array64(new int[] {2, 1}, new double[] {3e-7, -3e-7});
        assertThat(Expected.of(Dims.of(Dim.BATCH, 1), mean, rounding, 0, List.of(nothing, nothing))
                        .telling())
                .isEqualTo(2);
    }

    @Test
    void run_float32Program_isWithinTheLimits() {
        Plan plan = Plan.compile(chaos(), EngineOptions.defaults());
        for (int steps = 1; steps < 25; steps++) {
            Expected expected = meaning(steps);
            float[] engine = plan.run(inputs(steps), RandomKey.NONE).get("h").array();
            for (int i = 0; i < engine.length; i++) {
                assertThat(Math.abs(engine[i] - expected.values()[i])).isLessThan(expected.limits()[i] / 2);
            }
        }
    }

    @Test
    void run_meanThatIsAddedAtTheEnd_doesNotWidenTheLimits() {
        Expr mean = Expr.of(new Parameter("mean", Dims.of(1)));
        Graph graph = new Graph(Map.of("y", START.mul(0.5).add(mean)));
        Tensors parameters = Tensors.of("mean", Tensor.copyOf(Shape.of(1), 1024));
        Tensors inputs = inputs(1).only("state.h"::equals);

        double narrow = Objects.requireNonNull(new Reference(graph, parameters, Set.of("mean"), Border64.NONE, true)
                        .run(inputs, 2)
                        .get("y"))
                .limits()[0];
        double wide = Objects.requireNonNull(
                        new Reference(graph, parameters).run(inputs, 2).get("y"))
                .limits()[0];

        assertThat(narrow).isLessThan(3 * Math.ulp(1024f)).isLessThan(wide / 3);
    }

    /** A file that has them in float64 in the units of the data has no more digits of numbers near 0 than of their mean. */
    @Test
    void run_outputConvertedFromALargeMean_hasTheLimitsOfItsDigits() {
        double mean = 1L << 40;
        Standardization by = new Standardization(new Scaler(List.of(mean), List.of(4.0)));
        Graph graph = new Graph(Map.of("y", START.mul(1e-9)));
        Tensors inputs = inputs(1).only("state.h"::equals);

        double[] limits = Objects.requireNonNull(
                        new Reference(graph, Tensors.of(), Set.of(), new Border64(Map.of(), Map.of("y", by)), true)
                                .run(inputs, 2)
                                .get("y"))
                .limits();

        assertThat(limits[0]).isBetween(Math.ulp(mean) / 4, Math.ulp(mean) / 2);
    }

    @Test
    void within_moreThanTheBudget_isLeftToTheEngine() {
        Reference reference = new Reference(chaos(), Tensors.of());

        assertThat(reference.within(inputs(3), 2, 3)).isPresent();
        assertThat(reference.within(inputs(3), 1_000_000, 1_000)).isEmpty();
    }
}
