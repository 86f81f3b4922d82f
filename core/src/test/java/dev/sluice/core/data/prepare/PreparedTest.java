package dev.sluice.core.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.split.Dividing;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.data.split.SplitConfig.By;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreparedTest {
    private static final ColumnNames NAMES = new ColumnNames(Map.of("features", List.of("x")), "");

    /** Wishes from keys and values, in the order of their record. */
    private static final class Wish {
        private PrepareConfig.Fill fill = PrepareConfig.Fill.NONE;
        private int median;
        private double clip;
        private boolean flag;
        private int difference;
        private List<Integer> lags = List.of();
        private List<PrepareConfig.Cycle> calendar = List.of();
        private String zone = "UTC";
        private double season;
        private boolean trend;

        PrepareConfig config(String... columns) {
            return new PrepareConfig(
                    List.of(columns),
                    fill,
                    median,
                    clip,
                    flag,
                    difference,
                    lags,
                    calendar,
                    zone,
                    season,
                    1,
                    trend,
                    ColumnScaling.Bend.NONE,
                    ColumnScaling.Scale.STANDARD);
        }
    }

    private static Example series(Times times, double... values) {
        return new Example(
                Map.of("features", new Sequence.Series(Matrix.wrap(values.length, 1, values), times)), Map.of());
    }

    private static Prepared fit(PrepareConfig wish, Example... training) {
        return Prepared.fit(List.of(wish), Pieces.of(whole(training).training().own()), NAMES, Set.of())
                .changes();
    }

    private static Division whole(Example... examples) {
        return new SplitConfig(0, 0, 0).divide(List.of(examples), Dividing.usual());
    }

    private static double[] column(Prepared prepared, Example example, String name) {
        Matrix values = ((Sequence.Series)
                        Objects.requireNonNull(prepared.apply(example.inputs()).get("features")))
                .values();
        int place = prepared.columns(example.inputs()).of("features").indexOf(name);
        return IntStream.range(0, values.rows())
                .mapToDouble(t -> values.get(t, place))
                .toArray();
    }

    private static double[] prepared(PrepareConfig wish, String name, Example example) {
        return column(fit(wish, example), example, name);
    }

    @Test
    void fill_gaps_standForByTheirKind() {
        double nan = Double.NaN;
        Example gaps = series(Times.of(0, 1, 2, 6, 7, 8), nan, 1, nan, 13, nan, 16);
        Wish wish = new Wish();
        wish.fill = PrepareConfig.Fill.LAST;
        assertThat(prepared(wish.config("x"), "x", gaps)).containsExactly(10, 1, 1, 13, 13, 16);
        wish.fill = PrepareConfig.Fill.LINEAR;
        assertThat(prepared(wish.config("x"), "x", gaps))
                .containsExactly(new double[] {1, 1, 3.4, 13, 14.5, 16}, within(1e-12));
        wish.fill = PrepareConfig.Fill.MEAN;
        assertThat(prepared(wish.config("x"), "x", gaps)).containsExactly(10, 1, 10, 13, 10, 16);
        assertThat(prepared(wish.config("x"), "x", series(Times.none(), nan, nan)))
                .as("a column without a number")
                .containsExactly(0, 0);
    }

    @Test
    void median_singleWrongReading_isTakenOut() {
        Wish wish = new Wish();
        wish.median = 3;
        assertThat(prepared(wish.config(), "x", series(Times.none(), 1, 2, 99, 3, 4)))
                .containsExactly(1, 1.5, 2, 3, 4);
    }

    @Test
    void clip_outliers_areTheLimitsOfTheTrainingPartAndFlagged() {
        double[] values = IntStream.rangeClosed(1, 100)
                .mapToDouble(i -> i == 100 ? 1e6 : i)
                .toArray();
        Wish wish = new Wish();
        wish.clip = 0.02;
        wish.flag = true;
        Prepared prepared = fit(wish.config("x"), series(Times.none(), values));
        Example later = series(Times.none(), -5, 50, Double.NaN, 1e9);
        assertThat(column(prepared, later, "x")).containsExactly(3, 50, Double.NaN, 98);
        assertThat(column(prepared, later, "x outlier")).containsExactly(1, 0, 0, 1);
    }

    @Test
    void difference_andLags_lookBackOnly() {
        Wish wish = new Wish();
        wish.lags = List.of(2);
        assertThat(prepared(wish.config("x"), "x lag 2", series(Times.none(), 1, 4, 9, 16)))
                .containsExactly(1, 1, 1, 4);
        Wish change = new Wish();
        change.difference = 2;
        assertThat(prepared(change.config("x"), "x", series(Times.none(), 1, 4, 9, 16)))
                .containsExactly(0, 0, 8, 12);
    }

    @Test
    void calendar_hoursInAZone_areOnACircle() {
        Wish wish = new Wish();
        wish.calendar = List.of(PrepareConfig.Cycle.HOUR);
        wish.zone = "Europe/Vienna";
        // 2022-10-30 at 00:00 and 06:00 UTC are 02:00 in summer time and 07:00 in winter time.
        Example steps = series(Times.of(1_667_088_000, 1_667_109_600), 1, 2);
        double[] sine = prepared(wish.config(), "hour sin", steps);
        assertThat(sine[0]).isCloseTo(Math.sin(2 * Math.PI * 2 / 24), within(1e-12));
        assertThat(sine[1]).isCloseTo(Math.sin(2 * Math.PI * 7 / 24), within(1e-12));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> prepared(wish.config(), "hour sin", series(Times.none(), 1, 2)))
                .withMessageContaining("needs the time of each step");
    }

    @Test
    void season_andTrend_followTime() {
        Wish wish = new Wish();
        wish.season = 4;
        wish.trend = true;
        Example steps = series(Times.none(), 0, 0, 0, 0, 0);
        assertThat(prepared(wish.config(), "season 4/1 cos", steps)[2]).isCloseTo(-1, within(1e-12));
        assertThat(prepared(wish.config(), "trend", steps)).containsExactly(0, 0.25, 0.5, 0.75, 1);
        wish.season = 24;
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> prepared(wish.config(), "trend", steps))
                .withMessageContaining("the period is 24.0, but the longest series of the training part lasts 4.0");
    }

    private static Example wind(String shop, String... directions) {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        inputs.put("features", new Sequence.Series(Matrix.zeros(directions.length, 1)));
        inputs.put("wind", new Sequence.Categories(List.of(directions), true));
        inputs.put("shop", new Sequence.Categories(List.of(shop), false));
        return new Example(inputs, Map.of());
    }

    @Test
    void categories_ofStepsAndExamples_areColumnsWithOneForTheUnknown() {
        Prepared prepared = Prepared.fit(
                        List.of(),
                        Pieces.of(whole(wind("a", "NE", "SW"), wind("b", "NE", ""))
                                .training()
                                .own()),
                        NAMES,
                        Set.of())
                .changes();
        Example later = wind("c", "SW", "N", "");
        assertThat(prepared.columns(later.inputs()).of("features"))
                .containsExactly("x", "wind=NE", "wind=SW", "wind=?");
        assertThat(column(prepared, later, "wind=SW")).containsExactly(1, 0, 0);
        assertThat(column(prepared, later, "wind=?")).containsExactly(0, 1, 1);
        assertThat(prepared.apply(later.inputs()))
                .containsOnlyKeys("features", "static")
                .containsEntry("static", new Sequence.Static(Matrix.row(0, 0, 1)));
    }

    @Test
    void categories_thatTrainingHasNot_areCounted() {
        Prepared prepared = Prepared.fit(
                        List.of(),
                        Pieces.of(whole(wind("a", "NE", "SW"), wind("b", "NE", ""))
                                .training()
                                .own()),
                        NAMES,
                        Set.of())
                .changes();
        DataContract contract = new DataContract(Map.of(), Map.of(), Map.of(), NAMES).after(prepared);
        DataReport report = new DataReport();

        report.inputs(contract, List.of(wind("c", "SW", "N", "")));

        assertThat(report.counts()).containsEntry("unknown_categories", 2L);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("'wind'", "1 of 3 (N)"));
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("'shop'", "1 of 1 (c)"));
    }

    @Test
    void fit_columnThatIsNotThere_isRefusedWithANearOne() {
        Wish wish = new Wish();
        wish.median = 3;
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> fit(wish.config("X"), series(Times.none(), 1, 2)))
                .withMessageContaining("no column of numbers 'X'; did you mean 'x'?");
        wish.zone = "Mars";
        assertThatIllegalArgumentException().isThrownBy(wish::config).withMessageContaining("zone");
    }

    /** Every step, and a future that is different: neither what is fitted nor what was before may change. */
    @Test
    void fit_changedTestData_changesNothing() {
        List<PrepareConfig> wishes = new ArrayList<>();
        for (PrepareConfig.Fill fill : PrepareConfig.Fill.values()) {
            Wish wish = new Wish();
            wish.fill = fill;
            wishes.add(wish.config("x"));
        }
        Wish all = new Wish();
        all.median = 3;
        all.clip = 0.05;
        all.flag = true;
        all.lags = List.of(1, 2);
        all.season = 7;
        all.trend = true;
        wishes.add(all.config("x"));
        Wish change = new Wish();
        change.difference = 3;
        wishes.add(change.config("x"));
        for (PrepareConfig wish : wishes) {
            Division usual = division(Double.NaN);
            Division other = division(1e9);
            Prepared fitted = Prepared.fit(
                            List.of(wish), Pieces.of(usual.training().own()), NAMES, Set.of())
                    .changes();
            Prepared again = Prepared.fit(
                            List.of(wish), Pieces.of(other.training().own()), NAMES, Set.of())
                    .changes();
            assertThat(StepFile.write(again)).isEqualTo(StepFile.write(fitted));
            assertThat(StepFile.read(StepFile.write(fitted))).isEqualTo(fitted);
            Division prepared = fitted.apply(usual);
            Division preparedOther = again.apply(other);
            assertThat(own(preparedOther.training().own()))
                    .isEqualTo(own(prepared.training().own()));
            assertThat(own(preparedOther.validation().own()))
                    .isEqualTo(own(prepared.validation().own()));
        }
    }

    private static List<Matrix> own(List<Example> examples) {
        return examples.stream()
                .map(example -> ((Sequence.Series) example.sequence()).values())
                .toList();
    }

    private static Division division(double future) {
        double[] values =
                IntStream.range(0, 60).mapToDouble(t -> Math.sin(t) + t % 7).toArray();
        double[] gap = values.clone();
        gap[39] = Double.NaN;
        gap[49] = Double.NaN;
        for (int t = 50; t < gap.length; t++) {
            gap[t] = future;
        }
        return new SplitConfig(By.TIME, 10, 10).divide(List.of(series(Times.none(), gap)), Dividing.usual());
    }
}
