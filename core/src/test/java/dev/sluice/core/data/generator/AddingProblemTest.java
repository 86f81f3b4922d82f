package dev.sluice.core.data.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddingProblemTest {
    private static final int LENGTH = 7;

    private static DataSource source() {
        return new AddingProblem(new AddingProblem.Options(LENGTH, 2000, 3));
    }

    @Test
    void load_eachSeries_hasAMarkInEachHalfAndTheirSum() throws Exception {
        double squares = 0;
        for (Example example : source().load(Reading.of(Path.of("")))) {
            double[] series = ((Sequence.Series) example.sequence()).values().array();
            double sum = 0;
            int marks = 0;
            for (int t = 0; t < LENGTH; t++) {
                assertThat(series[2 * t]).isBetween(-1.0, 1.0);
                if (series[2 * t + 1] == 1) {
                    assertThat(t < LENGTH / 2).isEqualTo(marks == 0);
                    sum += series[2 * t];
                    marks++;
                }
            }
            double target = ((Target.Numbers) example.target()).values().getFirst();
            assertThat(marks).isEqualTo(2);
            assertThat(target).isEqualTo(0.5 + sum / 4);
            squares += (target - 0.5) * (target - 0.5);
        }
        assertThat(squares / 2000).as("error of whoever says 0.5").isCloseTo(1 / 24.0, within(0.003));
    }

    @Test
    void load_otherSeed_givesOtherSeries() {
        List<Example> other = new AddingProblem(new AddingProblem.Options(LENGTH, 1, 4)).load(Reading.of(Path.of("")));
        List<Example> these = new AddingProblem(new AddingProblem.Options(LENGTH, 1, 3)).load(Reading.of(Path.of("")));

        assertThat(other.getFirst().target()).isNotEqualTo(these.getFirst().target());
    }
}
