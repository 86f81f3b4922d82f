package dev.sluice.core.data.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.Dividing;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastDataTest {
    private static final ColumnNames NAMES = new ColumnNames(Map.of("features", List.of("load", "hour")), "");

    private static Example series(double... load) {
        double[] values = new double[2 * load.length];
        for (int t = 0; t < load.length; t++) {
            values[2 * t] = load[t];
            values[2 * t + 1] = t % 24;
        }
        return new Example(Map.of("features", new Sequence.Series(Matrix.wrap(load.length, 2, values))), Map.of());
    }

    private static double[] range(int from, int to) {
        double[] range = new double[to - from];
        for (int i = 0; i < range.length; i++) {
            range[i] = from + i;
        }
        return range;
    }

    private static ForecastConfig config(int window, int horizon, int shortest, int stride, boolean lookBack) {
        return new ForecastConfig(horizon, window, shortest, stride, List.of("load"), List.of("hour"), "", lookBack);
    }

    private static PreparedData prepare(ForecastConfig config, DataReport report, double test, Example... series) {
        List<Example> all = List.of(series);
        SplitConfig split = new SplitConfig(SplitConfig.By.TIME, test, test);
        Division division = split.divide(all, new Dividing(TextConfig.defaults(), true, Path.of(""), new DataReport()));
        return ForecastData.of(config, all.getFirst(), NAMES)
                .prepare(division, preparation(SeriesConfig.Missing.REFUSE), report);
    }

    private static Preparation preparation(SeriesConfig.Missing missing) {
        Preparation usual = Preparation.of(TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
        return OptionRecords.with(OptionRecords.with(usual, "series", new SeriesConfig(missing)), "columns", NAMES);
    }

    private static double[] window(Example example) {
        Matrix values = ((Sequence.Series) example.inputs().get("features")).values();
        double[] load = new double[values.rows()];
        for (int t = 0; t < load.length; t++) {
            load[t] = values.get(t, 0);
        }
        return load;
    }

    private static double[] answer(Example example) {
        return ((Target.Horizon) example.target()).values().array();
    }

    @Test
    void windows_eachPart_forecastsItsOwnStepsAndMayReadThePast() {
        PreparedData data = prepare(config(3, 2, 0, 1, true), new DataReport(), 3, series(range(0, 14)));
        // 8 steps of training: windows 0-2, 1-3, 2-4, 3-5, each followed by two steps.
        assertThat(data.split().training()).hasSize(4);
        assertThat(window(data.split().training().getFirst())).containsExactly(0, 1, 2);
        assertThat(answer(data.split().training().getLast())).containsExactly(6, 7);
        assertThat(data.split().validation()).hasSize(2);
        assertThat(window(data.split().validation().getFirst())).containsExactly(5, 6, 7);
        assertThat(answer(data.split().validation().getFirst())).containsExactly(8, 9);
        assertThat(answer(data.split().test().getLast())).containsExactly(12, 13);
    }

    @Test
    void windows_withoutLookingBack_areCutAtTheBorder() {
        DataReport report = new DataReport();
        PreparedData data = prepare(config(3, 2, 0, 1, false), report, 5, series(range(0, 20)));
        assertThat(data.split().validation()).hasSize(1);
        assertThat(window(data.split().validation().getFirst())).containsExactly(10, 11, 12);
        assertThat(report.notes()).noneMatch(note -> note.contains("look_back"));
    }

    @Test
    void windows_stride_endsWithTheTrainingPart() {
        PreparedData data = prepare(config(3, 2, 0, 3, true), new DataReport(), 3, series(range(0, 16)));
        assertThat(data.split().training().stream()
                        .map(ForecastDataTest::answer)
                        .map(a -> a[0]))
                .containsExactly(5.0, 8.0);
        assertThat(data.split().test()).hasSize(2);
    }

    @Test
    void windows_shortest_areShorterWhereASeriesBegins() {
        PreparedData data = prepare(config(4, 1, 2, 1, true), new DataReport(), 1, series(range(0, 8)));
        assertThat(data.split().training().stream().map(example -> window(example).length))
                .containsExactly(2, 3, 4, 4);
        assertThat(data.training().length(0)).isEqualTo(2);
    }

    @Test
    void windows_seriesTooShortAndGaps_areCountedAndSaid() {
        DataReport report = new DataReport();
        double[] withGap = range(0, 20);
        withGap[9] = Double.NaN;
        List<Example> all = List.of(series(withGap), series(range(0, 7)));
        Division division = new SplitConfig(SplitConfig.By.TIME, 2, 2)
                .divide(all, new Dividing(TextConfig.defaults(), true, Path.of(""), new DataReport()));
        PreparedData data = ForecastData.of(config(3, 2, 0, 1, true), all.getFirst(), NAMES)
                .prepare(division, preparation(SeriesConfig.Missing.LAST), report);
        // 16 steps of training have windows that forecast from 3 to 14; two of them hold the gap in what is forecast.
        assertThat(data.training().size()).isEqualTo(10);
        assertThat(report.counts()).containsEntry("series_too_short", 1L).containsEntry("windows_without_answer", 2L);
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("1 series have fewer than the 5 steps of a window and a horizon"))
                .anyMatch(note -> note.startsWith("2 windows are not used")
                        && note.endsWith("2 of the training part, 0 of validation, 0 of the test"));
    }

    @Test
    void windows_gapInTheTest_isSaid() {
        DataReport report = new DataReport();
        double[] withGap = range(0, 20);
        withGap[18] = Double.NaN;
        Division division = new SplitConfig(SplitConfig.By.TIME, 4, 4)
                .divide(
                        List.of(series(withGap)),
                        new Dividing(TextConfig.defaults(), true, Path.of(""), new DataReport()));
        PreparedData data = ForecastData.of(config(3, 2, 0, 1, true), series(withGap), NAMES)
                .prepare(division, preparation(SeriesConfig.Missing.LAST), report);

        assertThat(data.test().size()).isEqualTo(1);
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("2 windows are not used")
                        && note.endsWith("0 of the training part, 0 of validation, 2 of the test"));
    }

    @Test
    void digits_seriesSmallBesideALargeOne_areSaidToBeCoarse() {
        DataReport report = new DataReport();
        double[] large = range(0, 20);
        for (int t = 0; t < large.length; t++) {
            large[t] *= 1e6;
        }
        prepare(config(3, 2, 0, 1, true), report, 3, series(range(0, 20)), series(large));
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("Series of whose changes float32 keeps less than two digits")
                        && note.contains("1 of 2")
                        && note.contains("{normalize: window, errors: window}"));

        DataReport alone = new DataReport();
        prepare(config(3, 2, 0, 1, true), alone, 3, series(large));
        assertThat(alone.counts()).doesNotContainKey("series_without_digits");
    }

    @Test
    void encoding_answersAreInTheUnitsOfTheirColumn() {
        PreparedData data = prepare(config(3, 2, 0, 1, true), new DataReport(), 3, series(range(100, 114)));
        TargetEncoding.Horizon target = (TargetEncoding.Horizon) data.contract().target();
        InputEncoding.Series features =
                (InputEncoding.Series) data.contract().inputs().get("features");
        // Fitted on the training part's own steps, 100 to 107.
        assertThat(features.scaler().mean().getFirst()).isEqualTo(103.5);
        assertThat(target.each()).isEqualTo(features.scaler().of(List.of(0)));
        EncodedExample first = data.training().examples().getFirst();
        assertThat(first.targets().get(Example.TARGET).array())
                .containsExactly(
                        features.scaler().apply(103, 0), features.scaler().apply(104, 0));
        assertThat(first.inputs().statics().get("known").array())
                .containsExactly(
                        features.scaler().apply(3, 1), features.scaler().apply(4, 1));
        assertThat(data.contract().columns().of(Example.TARGET)).containsExactly("load@+1", "load@+2");
        assertThat(data.contract().columns().of("known")).containsExactly("hour@+1", "hour@+2");
    }

    /** Changing the test part changes nothing that is fitted or trained on. */
    @Test
    void leak_otherTestPart_sameContractAndSameWindowsOfTheOtherParts() {
        double[] load = range(0, 30);
        PreparedData before = prepare(config(4, 2, 0, 1, true), new DataReport(), 6, series(load));
        double[] changed = load.clone();
        for (int t = 24; t < 30; t++) {
            changed[t] = 1e6 + t;
        }
        PreparedData after = prepare(config(4, 2, 0, 1, true), new DataReport(), 6, series(changed));
        assertThat(after.contract()).isEqualTo(before.contract());
        assertThat(numbers(after.training().examples()))
                .isEqualTo(numbers(before.training().examples()));
        assertThat(numbers(after.validation().examples()))
                .isEqualTo(numbers(before.validation().examples()));
        assertThat(numbers(after.test().examples()))
                .isNotEqualTo(numbers(before.test().examples()));
    }

    private static List<Float> numbers(List<EncodedExample> examples) {
        List<Float> numbers = new ArrayList<>();
        for (EncodedExample example : examples) {
            for (float number : example.inputs().sequences().get("features").array()) {
                numbers.add(number);
            }
            for (float number : example.targets().get(Example.TARGET).array()) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    @Test
    void prepare_noTrainingWindow_saysWhatIsNeeded() {
        assertThatThrownBy(() -> prepare(config(20, 5, 0, 1, true), new DataReport(), 2, series(range(0, 26))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no series of the training part has 25 steps, 20 to read");
    }

    @Test
    void of_unknownColumn_isNamedWithASuggestion() {
        ForecastConfig config = new ForecastConfig(2, 3, 0, 1, List.of("lod"), List.of(), "", true);
        assertThatThrownBy(() -> ForecastData.of(config, series(range(0, 9)), NAMES))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data.forecast.targets: the series has no column 'lod'")
                .hasMessageContaining("load");
    }
}
