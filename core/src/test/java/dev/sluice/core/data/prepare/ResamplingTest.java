package dev.sluice.core.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Times;
import dev.sluice.core.tensor.Matrix;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResamplingTest {
    private static final double NONE = Double.NaN;
    private final DataReport report = new DataReport();

    @ParameterizedTest
    @CsvSource({
        "MEAN,3,NaN,8",
        "FIRST,1,NaN,8",
        "LAST,5,NaN,8",
        "SUM,6,NaN,8",
        "MIN,1,NaN,8",
        "MAX,5,NaN,8",
        "COUNT,2,0,1"
    })
    void apply_numbersOfAnInterval_becomeOne(ResampleConfig.How how, double first, double second, double third) {
        Sequence.Series series = series(new double[] {10, 20, 30, 130}, 1, NONE, 5, 8);

        Sequence.Series hours = resampled(config("60", how), series);

        assertThat(hours.values().array()).containsExactly(first, second, third);
        assertThat(hours.times().array()).containsExactly(0, 60, 120);
    }

    @Test
    void apply_seriesWithClocksOfTheirOwn_haveTheSameSteps() {
        Map<String, Sequence> inputs = new LinkedHashMap<>();
        inputs.put("load", series(new double[] {0, 900, 1800, 2700, 3600}, 1, 2, 3, 4, 5));
        inputs.put("price", series(new double[] {-3600, 7200}, 10, 20));
        inputs.put("wind", new Sequence.Categories(List.of("N", "", "S", "", "W"), true));
        Resampling resampling = new Resampling(
                new ResampleConfig("1h", ResampleConfig.How.MEAN, Map.of("mw", ResampleConfig.How.SUM), "UTC"),
                new ColumnNames(Map.of("load", List.of("mw")), "t"));

        Map<String, Sequence> hours = resampling.apply(inputs);

        assertThat(values(hours.get("load"))).containsExactly(NONE, 10, 5, NONE);
        assertThat(values(hours.get("price"))).containsExactly(10, NONE, NONE, 20);
        assertThat(((Sequence.Categories) hours.get("wind")).values()).containsExactly("", "S", "W", "");
        assertThat(resampling.apply(hours).get("price")).isEqualTo(hours.get("price"));
    }

    @Test
    void apply_daysOfAClockThatIsChanged_have23And25Hours() {
        for (String date : List.of("2024-03-30", "2024-10-26")) {
            double start = LocalDate.parse(date)
                    .atStartOfDay(ZoneId.of("Europe/Berlin"))
                    .toEpochSecond();
            double[] times =
                    DoubleStream.iterate(start, time -> time + 3600).limit(72).toArray();
            Sequence.Series hourly =
                    series(times, DoubleStream.generate(() -> 1).limit(72).toArray());
            ResampleConfig days = new ResampleConfig("1d", ResampleConfig.How.SUM, Map.of(), "Europe/Berlin");

            Sequence.Series daily = resampled(days, hourly);

            boolean spring = date.startsWith("2024-03");
            assertThat(daily.values().array()).startsWith(24, spring ? 23 : 25);
            assertThat(daily.time(2) - daily.time(1)).isEqualTo((spring ? 23 : 25) * 3600);
        }
    }

    @Test
    void apply_targetsOfSteps_followTheSteps() {
        List<Target> labels = List.of(label("a"), label("b"), new Target.Missing(), label("c"));
        Example example = new Example(
                "s",
                Map.of("features", series(new double[] {0, 1, 2, 31}, 1, 2, 3, 4)),
                Map.of("y", new Target.Steps(labels)),
                Origin.lines("x.csv", 2, 3, 4, 5),
                Example.Part.BY_HASH);

        Example resampled = new Resampling(config("10", ResampleConfig.How.MEAN), ColumnNames.none())
                .apply(List.of(example), report)
                .getFirst();

        assertThat(((Target.Steps) resampled.targets().get("y")).steps())
                .containsExactly(label("b"), new Target.Missing(), new Target.Missing(), label("c"));
        assertThat(resampled.origin().at(3)).isEqualTo("x.csv, line 2");
        assertThat(report.notes()).containsExactly("Steps resampled to intervals of 10: 4 from 4 (data.resample)");
    }

    @Test
    void apply_whatCannotBeResampled_isRefused() {
        Sequence untimed = new Sequence.Series(Matrix.wrap(1, 1, 1));
        assertThatThrownBy(() -> resampled(config("1h", ResampleConfig.How.MEAN), (Sequence.Series) untimed))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("needs the time of each step");
        assertThatThrownBy(() ->
                        resampled(config("0.001s", ResampleConfig.How.MEAN), series(new double[] {0, 1e9}, 1, 2)))
                .hasMessageContaining("take longer ones");
        assertThatThrownBy(() -> config("1 fortnight", ResampleConfig.How.MEAN))
                .hasMessageContaining("such as 15m, 1h");
    }

    private static ResampleConfig config(String every, ResampleConfig.How how) {
        return new ResampleConfig(every, how, Map.of(), "UTC");
    }

    private static Target label(String name) {
        return new Target.Labels(new TreeSet<>(List.of(name)));
    }

    private static Sequence.Series series(double[] times, double... values) {
        return new Sequence.Series(Matrix.wrap(values.length, 1, values), Times.of(times));
    }

    private static double[] values(Sequence sequence) {
        return ((Sequence.Series) sequence).values().array();
    }

    private static Sequence.Series resampled(ResampleConfig config, Sequence.Series series) {
        return (Sequence.Series) new Resampling(config, ColumnNames.none())
                .apply(Map.of("features", series))
                .get("features");
    }
}
