package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OwnScaleTest {
    /** Two rows of one column, three and two steps long; what is past the second is garbage. */
    private static float[] inside(float... values) {
        Plan plan = Plan.compile(
                new Graph(Map.of(
                        "y",
                        OwnScale.of(
                                        Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, 1)),
                                        SequenceModel.lengths("lengths"),
                                        1e-24)
                                .inside())),
                EngineOptions.defaults());
        return plan.run(
                        Tensors.of(
                                "x",
                                Tensor.wrap(Shape.of(3, 2, 1), values),
                                "lengths",
                                Tensor.wrap(Shape.of(2), new float[] {3, 2})),
                        RandomKey.NONE)
                .get("y")
                .array();
    }

    @Test
    void inside_seriesOfAnySize_areTheSameShape() {
        float[] y = inside(1, 1e-6f, 2, 3e-6f, 3, 777);
        double end = Math.sqrt(1.5);
        assertThat(y[0]).isCloseTo((float) -end, within(1e-5f));
        assertThat(y[2]).isCloseTo(0, within(1e-5f));
        assertThat(y[4]).isCloseTo((float) end, within(1e-5f));
        assertThat(y[1]).isCloseTo(-1, within(1e-5f));
        assertThat(y[3]).isCloseTo(1, within(1e-5f));
        assertThat(y[5]).as("past the row's length").isZero();
    }

    @Test
    void inside_constantSeries_isAboutZero() {
        for (float y : inside(0.1f, 0, 0.1f, 0, 0.1f, 0)) {
            assertThat(y).isCloseTo(0, within(0.2f));
        }
    }

    private static Network build(ModelInput input, Network.Mode mode) {
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(TestCells.GATED, 3)).withNormalize(ModelConfig.Normalize.SERIES);
        return SequenceModel.build(config, input, 2, mode);
    }

    @Test
    void build_whereTheScaleIsNotKnown_isRefused() {
        ModelInput series = new ModelInput.Features("x", 1);
        assertThatThrownBy(() -> build(series, Network.Mode.TRAINING_WITH_STATES))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("needs the mean of a whole sequence");
        assertThatThrownBy(() -> build(new ModelInput.Tokens("x", 5), Network.Mode.INFERENCE))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("needs a numeric series");
    }
}
