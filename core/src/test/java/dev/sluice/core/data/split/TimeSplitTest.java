package dev.sluice.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.split.SplitConfig.By;
import dev.sluice.core.tensor.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
    private static SplitConfig byTime(double validation, double test, double training, int gap) {
        return new SplitConfig(By.TIME, validation, test, training, gap, Rounds.one(), "", 0, false);
    }

    /** A series whose value at each step is its time. */
    private static Example series(double... times) {
        return series(true, times);
    }

    private static Example series(boolean timed, double... times) {
        List<Target> targets = new ArrayList<>();
        for (double time : times) {
            targets.add(new Target.Numbers(List.of(time)));
        }
        return new Example(
                Map.of(
                        "features",
                        new Sequence.Series(
                                Matrix.wrap(times.length, 1, times.clone()), timed ? Times.of(times) : Times.none())),
                Map.of(Example.TARGET, new Target.Steps(targets)));
    }

    private static double[] range(int from, int to) {
        return IntStream.range(from, to).mapToDouble(t -> t).toArray();
    }

    private static double[] values(Example example) {
        return ((Sequence.Series) example.sequence()).values().array();
    }

    private Division divide(SplitConfig config, Example... examples) {
        return config.divide(List.of(examples), Dividing.usual());
    }

    @Test
    void divide_oneSeries_cutsItAtItsEndAndKeepsThePast() {
        Division division = divide(byTime(0.2, 0.3, 0, 0), series(false, range(0, 10)));
        assertThat(values(division.split().training().getFirst())).containsExactly(0, 1, 2, 3, 4);
        assertThat(values(division.split().validation().getFirst())).containsExactly(5, 6);
        assertThat(values(division.split().test().getFirst())).containsExactly(7, 8, 9);
        Portion validation = division.validation().getFirst();
        assertThat(validation.from()).isEqualTo(5);
        assertThat(validation.to()).isEqualTo(7);
        assertThat(values(validation.withPast())).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void divide_gap_isLeftOutBeforeEachLaterPart() {
        Split split = divide(byTime(0.2, 0.3, 0, 2), series(range(0, 10))).split();
        assertThat(values(split.training().getFirst())).containsExactly(0, 1, 2);
        assertThat(split.validation()).isEmpty();
        assertThat(values(split.test().getFirst())).containsExactly(7, 8, 9);
    }

    @Test
    void divide_seriesWithTimes_areCutAtOneTime() {
        Split split = divide(byTime(0, 0.25, 0, 0), series(range(0, 10)), series(range(4, 14)), series(range(20, 24)))
                .split();
        // The last quarter of the 24 steps begins at 12.
        assertThat(split.training().stream().mapToDouble(e -> values(e)[values(e).length - 1]))
                .containsExactly(9.0, 11.0);
        assertThat(split.test().stream().mapToDouble(e -> values(e)[0])).containsExactly(12.0, 20.0);
    }

    @Test
    void divide_equalTimes_areOnOneSide() {
        Split split = divide(byTime(0, 0.5, 0, 0), series(0, 1, 1, 1, 2, 3)).split();
        assertThat(values(split.training().getFirst())).containsExactly(0);
        assertThat(values(split.test().getFirst())).containsExactly(1, 1, 1, 2, 3);
    }

    @Test
    void divide_numbersOfSteps_cutEachSeriesByItsOwn() {
        DataReport report = new DataReport();
        Split split = byTime(2, 3, 0, 0)
                .divide(
                        List.of(series(range(0, 10)), series(range(50, 58)), series(1, 2)),
                        new Dividing(TextConfig.defaults(), false, Path.of(""), report))
                .split();
        assertThat(split.test().stream().map(e -> values(e)[0])).containsExactly(7.0, 55.0, 1.0);
        assertThat(split.validation()).hasSize(2);
        assertThat(report.counts()).containsEntry("series_without_validation_steps", 1L);
    }

    @Test
    void divide_training_leavesOutWhatFollowsTheTest() {
        Split split = divide(byTime(2, 2, 4, 0), series(false, range(0, 17))).split();
        assertThat(values(split.training().getFirst())).containsExactly(0, 1, 2, 3);
        assertThat(values(split.validation().getFirst())).containsExactly(4, 5);
        assertThat(values(split.test().getFirst())).containsExactly(6, 7);
    }

    @Test
    void divide_changedFuture_changesNothingOfTheParts() {
        double[] other = range(0, 10);
        other[8] = 1000;
        Split before =
                divide(byTime(0.2, 0.2, 0, 0), series(false, range(0, 10))).split();
        Split after = divide(byTime(0.2, 0.2, 0, 0), series(false, other)).split();
        assertThat(values(after.training().getFirst()))
                .isEqualTo(values(before.training().getFirst()));
        assertThat(values(after.validation().getFirst()))
                .isEqualTo(values(before.validation().getFirst()));
    }

    private static Example labelled(double start) {
        return new Example(
                new Sequence.Series(Matrix.wrap(2, 1, start, start), Times.of(start, start + 1)),
                new Target.Labels(new TreeSet<>(List.of("a"))));
    }

    @Test
    void divide_oneAnswerForAllSteps_ordersExamplesByTheirLastTime() {
        Split split = divide(byTime(0.25, 0.25, 0, 0), labelled(30), labelled(0), labelled(20), labelled(10))
                .split();
        assertThat(split.training().stream().map(e -> values(e)[0])).containsExactly(0.0, 10.0);
        assertThat(split.validation().stream().map(e -> values(e)[0])).containsExactly(20.0);
        assertThat(split.test().stream().map(e -> values(e)[0])).containsExactly(30.0);
    }

    @Test
    void divide_oneAnswerWithoutTimes_isRefusedWithTheRemedy() {
        Example without = new Example(new Sequence.Text("abc"), new Target.Labels(new TreeSet<>(List.of("a"))));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> divide(byTime(0.2, 0.2, 0, 0), without))
                .withMessageContaining("column of times")
                .withMessageContaining("data.split.by");
    }

    @Test
    void divide_byOrder_takesTheLastExamples() {
        SplitConfig config = new SplitConfig(By.ORDER, 1, 0.25, 0, 1, Rounds.one(), "", 0, false);
        Split split = config.divide(List.of(labelled(3), labelled(0), labelled(2), labelled(1)));
        assertThat(split.training().stream().map(e -> values(e)[0])).containsExactly(3.0);
        assertThat(split.validation()).isEmpty();
        assertThat(split.test().stream().map(e -> values(e)[0])).containsExactly(1.0);
    }

    @Test
    void new_keysThatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SplitConfig(By.HASH, 2, 0))
                .withMessageContaining("by: time or order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SplitConfig(By.HASH, 0, 0, 0, 5, Rounds.one(), "", 0, false))
                .withMessageContaining("gap");
        assertThatIllegalArgumentException().isThrownBy(() -> byTime(0, 2.5, 0, 0));
    }
}
