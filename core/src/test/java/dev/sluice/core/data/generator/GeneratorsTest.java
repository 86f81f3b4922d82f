package dev.sluice.core.data.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The generators of series, bits and letters. */
final class GeneratorsTest {
    private static final GeneratedSeries.Shape SHAPE = new GeneratedSeries.Shape(400, 2, 0, 7);

    @Test
    void temporalOrder_eachText_hasTwoLettersInTheOrderOfItsClass() throws IOException {
        TreeSet<String> classes = new TreeSet<>();
        for (Example example : load(new TemporalOrder(new TemporalOrder.Options(100, 2, 200, 1)))) {
            String text = ((Sequence.Text) example.sequence()).text();
            String order = ((Target.Labels) example.target()).labels().getFirst();
            assertThat(text.replaceAll("[a-d]", "")).isEqualTo(order);
            assertThat(text).hasSizeBetween(100, 110).matches("[a-d]{10,20}[XY][a-d]{29,49}[XY][a-d]*");
            classes.add(order);
        }
        assertThat(classes).containsExactly("XX", "XY", "YX", "YY");
    }

    @Test
    void temporalOrder_threeLetters_standInThePapersPlaces() throws IOException {
        for (Example example : load(new TemporalOrder(new TemporalOrder.Options(100, 3, 50, 1)))) {
            assertThat(((Sequence.Text) example.sequence()).text())
                    .matches("[a-d]{10,20}[XY][a-d]{12,32}[XY][a-d]{22,42}[XY][a-d]*");
        }
    }

    @Test
    void parity_eachSeries_isEvenOrOddByItsOnes() throws IOException {
        for (Example example : load(new Parity(new Parity.Options(1, 9, true, 100, 1)))) {
            double[] bits = ((Sequence.Series) example.sequence()).values().array();
            List<Target> answers = ((Target.Steps) example.target()).steps();
            int ones = 0;
            for (int t = 0; t < bits.length; t++) {
                ones += (int) bits[t];
                assertThat(((Target.Labels) answers.get(t)).labels()).containsExactly(ones % 2 == 0 ? "even" : "odd");
            }
        }
    }

    @Test
    void sineMixture_withoutNoise_staysWithinItsAmplitudes() throws IOException {
        List<Example> examples = load(new SineMixture(2, 8, 64, 0, SHAPE).source());

        assertThat(values(examples, 0)).hasSize(400);
        assertThat(Arrays.stream(values(examples, 0)).map(Math::abs).max().orElse(9))
                .isBetween(0.3, 2.0);
        assertThat(values(examples, 0)).isNotEqualTo(values(examples, 1));
        assertThat(values(examples, 0)).isEqualTo(values(load(new SineMixture(2, 8, 64, 0, SHAPE).source()), 0));
    }

    @Test
    void mackeyGlass_delay17_stirsWithinItsKnownRange() throws IOException {
        double[] values = values(load(new MackeyGlass(17, SHAPE).source()), 0);

        double mean = 0;
        double least = 9;
        double most = 0;
        for (double value : values) {
            mean += value / values.length;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        // As printed everywhere: between about 0.4 and 1.3, mean 0.93.
        assertThat(mean).isCloseTo(0.93, within(0.05));
        assertThat(least).isBetween(0.2, 0.6);
        assertThat(most).isBetween(1.15, 1.45);
    }

    @Test
    void lorenz_series_satisfiesItsEquation() throws IOException {
        double interval = 0.001;
        double[] values = values(load(new Lorenz(interval, SHAPE).source()), 0);

        for (int t = 1; t < 399; t++) {
            double slope = (values[3 * (t + 1)] - values[3 * (t - 1)]) / (2 * interval);
            assertThat(slope).isCloseTo(10 * (values[3 * t + 1] - values[3 * t]), within(0.02 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void ahead_asksForTheValueSoManyStepsLater() throws IOException {
        GeneratedSeries.Shape plain = new GeneratedSeries.Shape(50, 1, 0, 7);
        GeneratedSeries.Shape asking = new GeneratedSeries.Shape(50, 1, 3, 7);
        double[] whole = values(load(new SineMixture(2, 8, 64, 0.1, plain).source()), 0);

        DataSource source = new SineMixture(2, 8, 64, 0.1, asking).source();
        Example example = load(source).getFirst();

        assertThat(((Sequence.Series) example.sequence()).steps()).isEqualTo(47);
        List<Target> answers = ((Target.Steps) example.target()).steps();
        assertThat(answers.get(46)).isEqualTo(new Target.Numbers(List.of(whole[49])));
        assertThat(source.columns().of(Example.TARGET)).containsExactly("value");
        assertThatIllegalArgumentException().isThrownBy(() -> new GeneratedSeries.Shape(5, 1, 5, 1));
    }

    private static double[] values(List<Example> examples, int number) {
        return ((Sequence.Series) examples.get(number).sequence()).values().array();
    }

    private static List<Example> load(DataSource source) throws IOException {
        return source.load(Reading.of(Path.of("")));
    }
}
