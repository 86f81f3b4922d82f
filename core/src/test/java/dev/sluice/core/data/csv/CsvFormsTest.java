package dev.sluice.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.column.ColumnCache;
import dev.sluice.core.data.table.Duplicates;
import dev.sluice.core.data.table.Table;
import dev.sluice.core.data.table.TableExamples;
import dev.sluice.core.data.table.TableLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as they come: packed, in several pieces, with dates, a series in a row or a column. */
class CsvFormsTest {
    private final DataReport report = new DataReport();

    @TempDir
    private Path folder;

    private void write(String name, String content) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            packed.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<Example> load(CsvFixture options) throws IOException {
        return new dev.sluice.core.data.csv.CsvSource(options.options())
                .load(new Reading(folder, target -> false, report));
    }

    private List<Example> load(CsvFixture options, String content) throws IOException {
        write("data.csv", content);
        return load(options);
    }

    private static Sequence.Series series(Example example) {
        return (Sequence.Series) example.sequence();
    }

    private static CsvFixture timed() {
        return new CsvFixture().time("t").features("x");
    }

    @Test
    void load_severalFilesAndPatterns_areReadInOrderAndUnpacked() throws IOException {
        write("a.csv", "id,x\na,1\n");
        write("part-2.csv.gz", "\uFEFFid,x\r\nb,3\rb,4\n");
        write("part-1.csv.gz", "id,x\na,2\n");
        List<Example> examples =
                load(new CsvFixture().file("a.csv", "part-*.csv.gz").id("id").features("x"));
        assertThat(examples).hasSize(2);
        assertThat(series(examples.get(0)).values().array()).containsExactly(1, 2);
        assertThat(series(examples.get(1)).values().array()).containsExactly(3, 4);
        assertThat(examples.get(1).origin().at(1)).isEqualTo("part-2.csv.gz, line 3");
        write("part-3.csv.gz", "id,y\na,2\n");
        assertThatThrownBy(() -> load(
                        new CsvFixture().file("a.csv", "part-*.csv.gz").id("id").features("x")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("part-3.csv.gz", "the same columns", "id, y", "id, x");
        assertThatThrownBy(() -> load(new CsvFixture().file("q*.csv").id("id").features("x")))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("no file in", "q*.csv");
        Files.writeString(folder.resolve("text.csv.gz"), "id,x\na,1\n");
        assertThatThrownBy(
                        () -> load(new CsvFixture().file("text.csv.gz").id("id").features("x")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not packed by gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-31 14:00:00, '', '', 2024-03-31T14:00:00Z",
        "2024-03-31T14:00, '', '', 2024-03-31T14:00:00Z",
        "2024-03-31, '', '', 2024-03-31T00:00:00Z",
        "2024-03-31T14:00:00.250Z, '', '', 2024-03-31T14:00:00.250Z",
        "2024-03-31 14:00:00+02:00, '', '', 2024-03-31T12:00:00Z",
        "2024/03/31 14:00, '', '', 2024-03-31T14:00:00Z",
        "31.03.2024 14:00, dd.MM.yyyy HH:mm, '', 2024-03-31T14:00:00Z",
        "2024-07-01 14:00:00, '', Europe/Berlin, 2024-07-01T12:00:00Z",
        "2024-07-01 14:00:00, '', +05:30, 2024-07-01T08:30:00Z",
        "01.07.2024, dd.MM.yyyy, Europe/Berlin, 2024-06-30T22:00:00Z",
        "1711893600, '', '', 2024-03-31T14:00:00Z",
    })
    void load_dates_areSecondsSince1970(String written, String pattern, String zone, Instant expected)
            throws IOException {
        List<Example> examples = load(timed().timeFormat(pattern).timeZone(zone), "t,x\n" + written + ",1\n");
        assertThat(series(examples.getFirst()).time(0)).isEqualTo(expected.toEpochMilli() / 1000.0);
    }

    @Test
    void load_clockChanges_areCountedAndGoOn() throws IOException {
        List<Example> autumn = load(
                timed().timeZone("Europe/Berlin"),
                "t,x\n2024-10-27 01:00,1\n2024-10-27 02:00,2\n2024-10-27 02:00,3\n2024-10-27 03:00,4\n");
        Sequence.Series series = series(autumn.getFirst());
        for (int t = 1; t < 4; t++) {
            assertThat(series.time(t) - series.time(t - 1)).as("hour %d", t).isEqualTo(3600);
        }
        assertThat(report.counts()).containsEntry("times_twice_by_clock", 2L);
        load(timed().timeZone("Europe/Berlin"), "t,x\n2024-03-31 02:30,1\n");
        assertThat(report.counts()).containsEntry("times_left_out_by_clock", 1L);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("Europe/Berlin", "put forward: 1"));
    }

    @Test
    void load_hourThatTheClockLeftOut_isNamedWhereTimesAreEqual() {
        assertThatThrownBy(() -> load(
                        timed().timeZone("Europe/Berlin"),
                        "t,x\n2024-03-31 01:00,1\n2024-03-31 02:00,2\n2024-03-31 03:00,3\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 4", "was put forward", "leave out time_zone");
    }

    @Test
    void load_timesThatAreNone_areRefusedWithTheRemedy() {
        assertThatThrownBy(() -> load(timed(), "t,x\n31.03.2024,1\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("data.csv, line 2, column 't'", "'31.03.2024'", "time_format");
        assertThatThrownBy(() -> load(timed(), "t,x\n2024-02-30,1\n")).hasMessageContaining("'2024-02-30'");
        assertThatThrownBy(() -> load(timed(), "t,x\n5,1\n2024-02-20,1\n"))
                .hasMessageContainingAll("line 3", "all numbers or all dates");
        assertThatThrownBy(() -> load(timed().timeFormat("dd.MM.yyyy"), "t,x\n2024-02-03,1\n"))
                .hasMessageContainingAll("line 2", "time_format 'dd.MM.yyyy'");
        assertThatThrownBy(() -> timed().timeFormat("dd.QQQQQQQ").options()).hasMessageContaining("time_format");
        assertThatThrownBy(() -> timed().timeZone("Mars").options()).hasMessageContaining("Europe/Berlin");
    }

    @Test
    void load_unsortedTimes_areRefusedOrSortedWithACount() throws IOException {
        String content = "id,t,x\na,2024-01-02,2\nb,2024-01-01,7\na,2024-01-01,1\na,2024-01-03,3\n";
        assertThatThrownBy(() -> load(timed().id("id"), content))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(
                        "line 4, column 't'", "2024-01-01T00:00:00Z comes after 2024-01-02T00:00:00Z", "sort: true");
        List<Example> examples = load(timed().id("id").sort(), content);
        assertThat(series(examples.getFirst()).values().array()).containsExactly(1, 2, 3);
        assertThat(examples.getFirst().origin()).hasToString("data.csv, line 4");
        assertThat(report.counts()).containsEntry("rows_sorted_by_time", 2L);
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("sort: true", "2 of 4"));
    }

    @Test
    void load_seriesInRows_haveTheirOwnLengths() throws IOException {
        List<Example> named = load(
                new CsvFixture().layout(TableLayout.ROWS).id("V1").features("V2.."),
                "V1,V2,V3,V4\nH1,1,2,3\nH2,4,,6\nH3,7,,\n");
        assertThat(named).extracting(Example::name).containsExactly("H1", "H2", "H3");
        assertThat(series(named.get(0)).values().array()).containsExactly(1, 2, 3);
        assertThat(series(named.get(1)).values().array()).containsExactly(4, Double.NaN, 6);
        assertThat(series(named.get(2)).values().array()).containsExactly(7);
        assertThat(named.getFirst().targets()).isEmpty();

        write("data.csv", "V1,V2,V3,V4\nH1,1,2,3\nH2,4,,\n");
        write("later.csv", "V1,V2,V3\nH1,5,6\nH2,7,8\n");
        List<Example> continued = load(new CsvFixture()
                .layout(TableLayout.ROWS)
                .file("data.csv", "later.csv")
                .id("V1")
                .features("V2.."));
        assertThat(series(continued.get(0)).values().array()).containsExactly(1, 2, 3, 5, 6);
        assertThat(series(continued.get(1)).values().array()).containsExactly(4, 7, 8);

        List<Example> classes = load(
                new CsvFixture()
                        .layout(TableLayout.ROWS)
                        .noHeader()
                        .delimiter("\t")
                        .missing("NaN")
                        .labels("1")
                        .features("2..4"),
                "1\t0.5\t0.25\t1\n2\t1e-3\t2\tNaN\n");
        assertThat(classes.get(1).target()).isEqualTo(new Target.Labels(new TreeSet<>(Set.of("2"))));
        assertThat(series(classes.get(1)).values().array()).containsExactly(1e-3, 2);
        assertThatThrownBy(() -> load(new CsvFixture().layout(TableLayout.ROWS).features("V2..V9"), "V1,V2\n1,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no column 'V9'");
    }

    @Test
    void load_seriesInColumns_shareTheTimes() throws IOException {
        List<Example> examples = load(
                new CsvFixture().layout(TableLayout.COLUMNS).time("t").features("a..c"),
                "t,a,b,c\n1,10,20,30\n3,11,,31\n");
        assertThat(examples).extracting(Example::name).containsExactly("a", "b", "c");
        assertThat(series(examples.get(1)).values().array()).containsExactly(20, Double.NaN);
        assertThat(series(examples.get(2)).time(1)).isEqualTo(3);
        assertThatThrownBy(() -> new CsvFixture()
                        .layout(TableLayout.COLUMNS)
                        .id("id")
                        .features("a")
                        .options())
                .hasMessageContaining("beside them only time");
    }

    @Test
    void load_withoutIdAndWithSteps_isOneSeries() throws IOException {
        List<Example> examples = load(new CsvFixture().features("x", "y"), "x,y\n1,2\n3,4\n");
        assertThat(examples).hasSize(1);
        assertThat(series(examples.getFirst()).values().array()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> load(new CsvFixture().features("x", "y").labels("l"), "x,y,l\n1,2,a\n3,4,b\n"))
                .hasMessageContainingAll("the same target", "layout: rows", "with id");
    }

    @Test
    void load_thousands_areToldApartFromDecimals() throws IOException {
        List<Example> examples = load(new CsvFixture().features("x").thousands(","), "x\n\"12,500.5\"\n");
        assertThat(series(examples.getFirst()).values().array()).containsExactly(12500.5);
        assertThatThrownBy(() -> load(new CsvFixture().features("x"), "x\n\"12,500.5\"\n"))
                .hasMessageContaining("'12,500.5' is not a number");
        assertThatThrownBy(() -> load(new CsvFixture().features("x"), "x\n\"12,500\"\n"))
                .hasMessageContainingAll("decimal: ','", "thousands: ','");
        assertThatThrownBy(() -> load(new CsvFixture().features("x"), "x\n\"9,7\"\n"))
                .hasMessageContaining("decimal: ','")
                .hasMessageNotContaining("thousands");
        assertThatThrownBy(() -> new CsvFixture().features("x").thousands(".").options())
                .hasMessageContaining("thousands must be one sign");
    }

    @ParameterizedTest
    @CsvSource({"FIRST, 1, k", "LAST, 3, m", "MEAN, 2, k"})
    void load_equalTimes_areOneStepWhereToldSo(Duplicates duplicates, double number, String word) throws IOException {
        CsvFixture options = timed().id("id").categories("w").duplicates(duplicates);
        List<Example> examples = load(options, "id,t,x,w\na,1,9,z\nb,1,0,y\na,2,1,k\na,2,,l\na,2,3,m\n");

        Sequence.Series series = (Sequence.Series) examples.getFirst().inputs().get("features");
        assertThat(series.values().array()).containsExactly(9, number);
        assertThat(series.times().array()).containsExactly(1, 2);
        assertThat(((Sequence.Categories) examples.getFirst().inputs().get("w")).values())
                .containsExactly("z", word);
        assertThat(report.counts()).containsEntry("rows_of_equal_times", 2L);
    }

    @Test
    void load_thousandsBesideDecimals_areRefusedWithTheirKey() {
        assertThatThrownBy(() -> load(new CsvFixture().features("x"), "x\n\"1,013.5\"\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("'1,013.5' is not a number", "set thousands: ','");
        assertThatThrownBy(() -> load(new CsvFixture().features("x").delimiter(";"), "x\n1.013,5\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("decimal: ','", "thousands: '.'");
    }

    @Test
    void load_equalTimes_areRefusedUnlessKept() throws IOException {
        String rows = "id,t,x\na,1,9\na,2,1\na,2,3\n";
        assertThatThrownBy(() -> load(timed().id("id"), rows))
                .hasMessageContainingAll(
                        "data.csv, line 4, column 't'",
                        "two rows of series 'a' have the time 2.0",
                        "line 3",
                        "duplicates: mean");
        assertThat(load(timed().id("id").duplicates(Duplicates.KEEP), rows)
                        .getFirst()
                        .steps())
                .isEqualTo(3);
    }

    @Test
    void load_moreThanFitsIntoMemory_isMappedAndTheSame() throws IOException {
        StringBuilder content = new StringBuilder("id,t,x,word\n");
        for (int row = 0; row < 20_000; row++) {
            content.append(row / 100)
                    .append(',')
                    .append(row)
                    .append(',')
                    .append(Math.sin(row))
                    .append(",w")
                    .append(row % 7)
                    .append('\n');
        }
        CsvFixture options = timed().id("id").labels("word").perStep();
        List<Example> held = load(options, content.toString());
        CsvOptions made = options.options();
        List<Path> files = List.of(folder.resolve("data.csv"));
        ColumnCache cache = new ColumnCache(folder.resolve("cache"), 10_000);
        for (String round : List.of("converted", "found again")) {
            Table table = dev.sluice.core.data.csv.CsvSource.table(files, made.table(), made.form(), true, cache);
            List<Example> mapped = TableExamples.of(table, true, target -> false, new DataReport());
            assertThat(mapped).as(round).hasSize(200);
            for (int i = 0; i < 200; i++) {
                assertThat(mapped.get(i).inputs()).isEqualTo(held.get(i).inputs());
                assertThat(mapped.get(i).targets()).isEqualTo(held.get(i).targets());
                assertThat(mapped.get(i).origin())
                        .hasToString(held.get(i).origin().toString());
            }
        }
        assertThat(folder.resolve("cache")).isNotEmptyDirectory();
    }
}
