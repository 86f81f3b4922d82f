package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AugmentedExamplesTest {
    private static final int STEPS = 40;

    @Test
    void jitter_isANumberOfSeedEpochAndPlaceAlone() {
        Augmentation jitter = new Augmentation(0.1, 0, 1);

        float[] first = changed(jitter, 1, 1, 5);

        assertThat(changed(jitter, 1, 1, 5)).isEqualTo(first);
        assertThat(changed(jitter, 2, 1, 5)).isNotEqualTo(first);
        assertThat(changed(jitter, 1, 2, 5)).isNotEqualTo(first);
        assertThat(changed(jitter, 1, 1, 6)).isNotEqualTo(first);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (first[i] - values().array()[i]) * (first[i] - values().array()[i]);
        }
        // Of two columns with the numbers 0, 2, … and 1, 3, …: their deviation is that of 40 whole numbers, doubled.
        double deviation = 2 * Math.sqrt((STEPS * STEPS - 1) / 12.0);
        assertThat(Math.sqrt(sum / first.length)).isCloseTo(0.1 * deviation, within(0.03 * deviation));
    }

    @Test
    void scaling_isOneFactorForEachColumn() {
        float[] changed = changed(new Augmentation(0, 0.2, 1), 1, 1, 0);

        for (int column = 0; column < 2; column++) {
            float factor = changed[2 + column] / values().array()[2 + column];
            assertThat(factor).isNotEqualTo(1f);
            for (int t = 1; t < STEPS; t++) {
                assertThat(changed[2 * t + column] / values().array()[2 * t + column])
                        .isCloseTo(factor, within(1e-5f));
            }
        }
        assertThat(changed[2] / values().array()[2]).isNotCloseTo(changed[3] / values().array()[3], within(1e-4f));
    }

    @Test
    void slice_cutsAllInputsOfASeriesAtOnePlace() {
        AugmentedExamples examples = new AugmentedExamples(new Augmentation(0, 0, 0.5), network(), 3, 1);

        boolean shorter = false;
        for (int place = 0; place < 20; place++) {
            EncodedInputs inputs = examples.of(example(), place).inputs();
            float[] features = inputs.sequences().get("features").array();
            int steps = inputs.lengths().get("lengths");
            assertThat(steps).isBetween(STEPS / 2, STEPS);
            assertThat(features).hasSize(2 * steps);
            // The first value tells the place in the series, and the mask has the same one.
            assertThat(inputs.sequences().get("mask").array()[0]).isEqualTo(features[0]);
            shorter |= steps < STEPS;
        }
        assertThat(shorter).isTrue();
    }

    @Test
    void weights_stay() {
        AugmentedExamples examples = new AugmentedExamples(new Augmentation(1, 1, 0.5), network(), 3, 1);

        assertThat(examples.of(example(), 0).weights().get("outputs").array()).containsExactly(2.5f);
    }

    @Test
    void masks_areNotChanged() {
        AugmentedExamples examples = new AugmentedExamples(new Augmentation(1, 1, 1), network(), 3, 1);

        EncodedInputs inputs = examples.of(example(), 0).inputs();

        assertThat(inputs.sequences().get("mask").array()).isEqualTo(values().array());
        assertThat(inputs.sequences().get("features").array()).isNotEqualTo(values().array());
    }

    @Test
    void check_networkWithoutSeries_isRefused() {
        Network tokens = new Network(
                Network.Mode.TRAINING,
                List.of(new ModelInput.Tokens(5)),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Augmentation(0.1, 0, 1).check(tokens))
                .withMessageContaining("the model reads none");
    }

    private static float[] changed(Augmentation options, long seed, int epoch, int place) {
        return new AugmentedExamples(options, network(), seed, epoch)
                .of(example(), place)
                .inputs()
                .sequences()
                .get("features")
                .array();
    }

    private static Network network() {
        return new Network(
                Network.Mode.TRAINING,
                List.of(new ModelInput.Features("features", 2), new ModelInput.Features("mask", 2)),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    private static Tensor values() {
        float[] values = new float[2 * STEPS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Tensor.wrap(Shape.of(STEPS, 2), values);
    }

    private static EncodedExample example() {
        return new EncodedExample(
                new EncodedInputs(
                        Tensors.builder()
                                .put("features", values())
                                .put("mask", values())
                                .build(),
                        Tensors.of(),
                        Map.of("lengths", STEPS)),
                Tensors.of("outputs", Tensor.zeros(1)),
                Tensors.of("outputs", Tensor.copyOf(Shape.of(1), 2.5f)));
    }
}
