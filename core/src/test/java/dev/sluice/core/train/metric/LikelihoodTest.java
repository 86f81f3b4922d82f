package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ClassEncoding.Form;
import dev.sluice.core.data.Labels;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikelihoodTest {
    private static double figure(Likelihood.Unit unit, Form form, Matrix scores, Matrix targets) {
        Metric.Count count = new Likelihood(unit)
                .forTarget(new ClassEncoding(Labels.of(List.of("a", "b", "c", "d")), form))
                .start();
        count.add(scores, targets);
        return count.value();
    }

    @Test
    void value_probabilitiesThatAreKnown_isTheirLogarithm() {
        // Scores are logarithms of 1/2, 1/4, 1/8, 1/8, up to a constant.
        Matrix scores = Matrix.wrap(
                2, 4, new double[] {Math.log(4) + 7, Math.log(2) + 7, 7, 7, Math.log(4), Math.log(2), 0, 0});
        Matrix right = Matrix.wrap(2, 1, new double[] {1, 3});
        assertThat(figure(Likelihood.Unit.BITS, Form.NUMBER, scores, right)).isCloseTo(2.5, within(1e-12));
        assertThat(figure(Likelihood.Unit.NATS, Form.NUMBER, scores, right))
                .isCloseTo(2.5 * Math.log(2), within(1e-12));
        assertThat(figure(Likelihood.Unit.PERPLEXITY, Form.NUMBER, scores, right))
                .isCloseTo(Math.pow(2, 2.5), within(1e-12));
    }

    @Test
    void value_scoresFarApart_isNeitherInfiniteNorZero() {
        Matrix scores = Matrix.wrap(1, 4, new double[] {2000, 0, 0, 0});
        assertThat(figure(Likelihood.Unit.NATS, Form.NUMBER, scores, Matrix.wrap(1, 1, new double[] {1})))
                .isCloseTo(2000, within(1e-9));
    }

    @Test
    void value_severalMayHold_isSummedOverClasses() {
        Matrix scores = Matrix.wrap(1, 4, new double[] {0, 0, Math.log(3), -Math.log(3)});
        Matrix right = Matrix.wrap(1, 4, new double[] {1, 0, 1, 0});
        // Probabilities of what is right: 1/2, 1/2, 3/4, 3/4.
        assertThat(figure(Likelihood.Unit.NATS, Form.ZEROS_AND_ONES, scores, right))
                .isCloseTo(-Math.log(0.5 * 0.5 * 0.75 * 0.75), within(1e-12));
        assertThatThrownBy(() -> figure(Likelihood.Unit.PERPLEXITY, Form.ZEROS_AND_ONES, scores, right))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take nll");
    }
}
