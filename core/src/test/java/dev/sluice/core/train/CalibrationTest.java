package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import dev.sluice.core.train.distribution.NormalFamily;
import dev.sluice.core.train.distribution.QuantileFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final String HEAD = Example.TARGET;
    private static final double LEVEL = 0.9;
    /** Deviations of the two columns of noise, of which a model that says 1 is wrong about both. */
    private static final double[] NOISE = {3, 0.2};

    private final DataContract contract = DataContract.of(
            new InputEncoding.Static(Scaler.identity(2), SeriesConfig.Missing.REFUSE), new TargetEncoding.Numbers(2));

    private Dataset part(int seed, int size) {
        CounterRandom random = CounterRandom.of(seed, "part", 0);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double x = random.normal(4L * i);
            double y = random.normal(4L * i + 1);
            examples.add(new Example(
                    Map.of(ModelInput.FEATURES, new Sequence.Static(Matrix.row(x, y))),
                    Map.of(
                            HEAD,
                            new Target.Numbers(List.of(
                                    x + NOISE[0] * random.normal(4L * i + 2),
                                    y + NOISE[1] * random.normal(4L * i + 3))))));
        }
        return contract.encode(examples);
    }

    /** A network whose points are its inputs; with a family it says that they are uncertain by one deviation, or from -1 to 1. */
    private static Network network(boolean points) {
        var input = new ModelInput.Static(ModelInput.FEATURES, 2);
        var x = input.expression();
        var one = Exprs.zeros(Dims.of(Dim.BATCH, 2)).add(1);
        return new Network(
                Network.Mode.INFERENCE,
                List.of(input),
                Map.of(HEAD, new Network.Head(points ? x : Exprs.concat(-1, List.of(x, one)), Network.LENGTHS)),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    private Calibration calibration(boolean points) {
        Map<String, DistributionFamily> families = points ? Map.of() : Map.of(HEAD, new NormalFamily());
        return new Calibration(
                network(points),
                contract,
                families,
                64,
                EngineOptions.defaults().withThreads(1));
    }

    @Test
    void fit_modelThatIsTooSureOrNotSureEnough_holdsTheLevelOnOtherData() {
        for (boolean points : new boolean[] {true, false}) {
            Calibration calibration = calibration(points);
            Map<String, Interval> before = Map.of(HEAD, new Interval(LEVEL, List.of(0.0, 0.0)));
            Map<String, Interval> fitted = calibration.fit(Tensors.of(), part(1, 1000), before);
            List<Double> margins = Objects.requireNonNull(fitted.get(HEAD)).margins();
            double start = points ? 0 : 1.645;
            assertThat(margins.get(0)).isCloseTo(1.645 * NOISE[0] - start, within(0.4));
            assertThat(margins.get(1)).isCloseTo(1.645 * NOISE[1] - start, within(0.05));
            IntervalFigures figures = Objects.requireNonNull(
                    calibration.judge(Tensors.of(), part(2, 2000), fitted).get(HEAD));
            assertThat(figures.after().coverage()).isCloseTo(LEVEL, within(0.02));
            assertThat(Math.abs(figures.before().coverage() - LEVEL)).isGreaterThan(0.1);
            assertThat(figures.after().width()).isCloseTo(1.645 * (NOISE[0] + NOISE[1]), within(0.4));
        }
    }

    @Test
    void fit_tooFewExamples_saysHowManyAreNeeded() {
        assertThat(Calibration.fewest(0.9)).isEqualTo(9);
        assertThat(Calibration.fewest(0.8)).isEqualTo(4);
        assertThatThrownBy(() -> calibration(true)
                        .fit(Tensors.of(), part(1, 8), Map.of(HEAD, new Interval(LEVEL, List.of(0.0, 0.0)))))
                .hasMessageContaining("at least 9 examples")
                .hasMessageContaining("it has 8");
    }

    @Test
    void usualLevel_ofQuantiles_liesBetweenTheOutermost() {
        assertThat(new QuantileFamily(List.of(0.05, 0.5, 0.95)).usualLevel()).isCloseTo(0.9, within(1e-9));
        assertThat(new QuantileFamily(List.of(0.1, 0.5)).usualLevel()).isEqualTo(0.8);
    }
}
