package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice data describe} and {@code sluice data new} make of hourly files that have one fault each. */
final class DataDefectsTest {
    private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 9, 20, 2, 0);

    @TempDir
    private Path folder;

    @Test
    void column_oneWordForAMissingNumber_isAColumnOfNumbersAndNamesTheWord() throws IOException {
        List<String> rows = rows(600);
        rows.set(300, rows.get(300).replaceFirst(",[^,]+,", ",n/a,"));
        rows.set(500, rows.get(500).replaceFirst("[^,]+$", "offline"));
        Path file = write(rows);

        assertThat(described(file))
                .containsPattern("a +number .*, missing in 1 rows \\(0.2 %\\) as n/a \\(1, first in line 302\\)")
                .containsPattern("b +number .*, missing in 1 rows \\(0.2 %\\) as offline \\(1, first in line 502\\)");
        assertThat(proposed(file))
                .contains("# Forecast of all numbers, 24 steps")
                .contains("features: [a, b]", "missing: [n/a, offline]", "series: {missing: last}")
                .contains("read as missing: in 'a' (1, first in line 302), 'b' (1, first in line 502).");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void column_infiniteNumberOrAnotherWriting_isLeftOutWithTheReason() throws IOException {
        for (String stray : List.of("inf", "-Infinity", ">100", "1e39")) {
            List<String> rows = rows(300);
            rows.set(100, rows.get(100).replaceFirst(",[^,]+,", "," + stray + ","));
            Path file = write(rows);

            assertThat(described(file))
                    .containsPattern("a +number .*, but not in all cells: " + stray + " \\(1, first in line 102\\)");
            assertThat(proposed(file))
                    .contains("# Forecast of all numbers but those of 'a', ", "features: [b]")
                    .contains("# Left out: 'a' holds numbers, but also '" + stray + "' (1, first in line 102)");
            assertThat(proposing(file, "--target", "a").err()).contains("'a' cannot be forecast", "first in line 102");
        }
    }

    @Test
    void column_cellOfSeveralLines_staysInItsComment() throws IOException {
        List<String> rows = rows(300);
        rows.set(100, rows.get(100).replaceFirst(",[^,]+,", ",\"x\nmodel: none\","));

        assertThat(proposed(write(rows)))
                .contains("'a' holds numbers, but also 'x\\nmodel: none' (1, first in line 102)")
                .doesNotContain("\nmodel: none");
    }

    @Test
    void column_manyWordsAmongNumbers_isOneOfWordsThatIsSaidNotToBeRead() throws IOException {
        List<String> rows = rows(300);
        for (int row = 0; row < 300; row += 10) {
            rows.set(row, rows.get(row).replaceFirst(",[^,]+,", ",word" + row + ","));
        }
        Path file = write(rows);

        assertThat(described(file)).containsPattern("a +category, .*, 270 cells are numbers");
        assertThat(proposed(file)).contains("features: [b]", "# Not read: a (words, though 270 cells are numbers).");
    }

    @Test
    void column_idOfLettersAmongDigits_staysAName() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int machine = 0; machine < 60; machine++) {
            for (String row : rows(30)) {
                rows.add(row + "," + (machine == 7 ? "X" : machine));
            }
        }
        Path file = write("time,a,b,machine", rows);

        assertThat(described(file)).contains("rows are the steps of 60 series of 30 steps by 'machine'");
        assertThat(proposed(file)).contains("id: [machine]", "features: [a, b]").doesNotContain("missing:");
    }

    @Test
    void rowsOfTheSameTime_equal_takesTheFirstAndRuns() throws IOException {
        List<String> rows = rows(300);
        rows.add(100, rows.get(99));
        Path file = write(rows);

        assertThat(described(file)).contains("the first in line 102", "duplicates: first, which loses nothing");
        assertThat(proposed(file)).contains("duplicates: first").doesNotContain("time_zone", "sort:");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void rowsOfTheSameTime_whereAClockIsPutBack_namesTheZoneAndRuns() throws IOException {
        List<String> rows = rows(1000);
        for (int row = 889; row < 1000; row++) {
            rows.set(
                    row,
                    rows.get(row)
                            .replaceFirst("[^,]+", BEGIN.plusHours(row - 1L).toString()));
        }
        Path file = write(rows);

        assertThat(described(file)).contains("the first in line 891", "set time_zone: Europe/Berlin");
        String draft = proposed(file);
        assertThat(draft).contains("# time_zone: Europe/Berlin\n", "duplicates: mean");
        assertThat(run().err()).isEmpty();

        Files.writeString(folder.resolve("proposed.yaml"), draft.replace("# time_zone", "time_zone"));
        assertThat(run().err()).isEmpty();
    }

    @Test
    void rowsOfTheSameTime_different_takesTheMeanOfAForecastAndKeepsEvents() throws IOException {
        List<String> rows = rows(300);
        rows.add(100, rows.get(99).replaceFirst("[^,]+$", "77"));
        assertThat(proposed(write(rows))).contains("duplicates: mean").doesNotContain("time_zone");

        List<String> events = new ArrayList<>();
        for (int customer = 0; customer < 30; customer++) {
            List<String> each = rows(8);
            each.add(4, each.get(3).replaceFirst("[^,]+$", "77"));
            for (String row : each) {
                // Equal examples would all be in one part.
                events.add(row.replaceFirst(",[^,]+,", "," + customer + ".5,") + ",C" + customer + ","
                        + (customer % 3 == 0 ? "stays" : "goes"));
            }
        }
        assertThat(proposed(write("time,a,b,customer_id,outcome", events), "--id", "customer_id"))
                .contains("labels: [outcome]", "duplicates: keep");
        assertThat(run("model.ensemble=1").err()).isEmpty();
    }

    @Test
    void rowsOutOfOrder_oneOfMany_sorts() throws IOException {
        List<String> rows = rows(600);
        rows.add(500, rows.remove(200));

        assertThat(proposed(write(rows))).contains("sort: true").doesNotContain("duplicates:");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void rowsWithAnHourOfTheDay_clockPutBackOrOutOfOrder_areOneSeries() throws IOException {
        List<String> hours = rows(960);
        for (int row = 0; row < 960; row++) {
            // The clock is put back before row 890.
            hours.set(row, hours.get(row).replaceFirst("[^,]+$", String.valueOf(row % 24)));
            if (row >= 889) {
                hours.set(
                        row,
                        hours.get(row)
                                .replaceFirst("[^,]+", BEGIN.plusHours(row - 1L).toString()));
            }
        }
        assertThat(proposed(write(hours)))
                .contains("features: [a, b]", "# time_zone: Europe/Berlin")
                .doesNotContain("id:");

        List<String> turned = new ArrayList<>(hours.subList(300, 880));
        turned.addAll(hours.subList(0, 300));
        assertThat(proposed(write(turned)))
                .contains("features: [a, b]", "sort: true")
                .doesNotContain("id:");
    }

    @Test
    void rows_tooFewToForecast_areRefusedWithTheNumberNeeded() throws IOException {
        assertThat(proposing(write(rows(1))).err()).contains("has 1 rows, too few for a forecast", "give at least 10");
        assertThat(proposing(write(rows(30)), "--horizon", "24").err())
                .contains("24 steps ahead", "give at least 38, or take a smaller --horizon");

        assertThat(proposed(write(rows(10)))).contains("horizon: 1\n", "window: 3\n");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void rows_thatNoRunReads_areRefusedWithTheirLine() throws IOException {
        List<String> ragged = rows(100);
        ragged.set(50, "2024-09-22T04:00,1");
        List<String> timeless = rows(100);
        timeless.set(50, timeless.get(50).replaceFirst("[^,]+", ""));

        assertThat(proposing(write(ragged)).err()).contains("line 52: every row must have the 3 columns");
        assertThat(proposing(write(timeless)).err()).contains("line 52, column 'time': each row must have a time");
    }

    @Test
    void numbers_decimalCommasInQuotesFarFromTheBeginning_areFoundAndRun() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int hour = 0; hour < 300; hour++) {
            String value = hour == 200 ? "-0,140" : String.format(Locale.ROOT, "%d,%03d", 1 + hour % 24, 100 + hour);
            rows.add(BEGIN.plusHours(hour) + ",\"" + value + "\",7");
        }
        Path file = write(rows);

        assertThat(described(file))
                .contains("separated by ',', decimal commas\n")
                .containsPattern("a +number -0.1400 to 24.")
                .doesNotContain("two ways");
        assertThat(proposed(file)).contains("decimal: ','").doesNotContain("thousands");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void numbers_commasThatMayBeEither_areSaidToBe() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int hour = 0; hour < 300; hour++) {
            rows.add(BEGIN.plusHours(hour) + ",\"" + (1 + hour % 24) + ",250\",7");
        }
        Path file = write(rows);

        assertThat(described(file))
                .contains("',' between thousands")
                .contains("note: 1,250 is ambiguous; it is read as 1250, and with decimal: ',' it is 1.250");
        assertThat(proposed(file))
                .contains("# 1,250 can be read in two ways: as 1250 by this, as 1.250 by decimal: ',' in its place.\n"
                        + "      thousands: ','");
    }

    /** Rows an hour apart, each with two numbers. */
    private static List<String> rows(int count) {
        List<String> rows = new ArrayList<>();
        for (int hour = 0; hour < count; hour++) {
            rows.add(String.format(
                    Locale.ROOT,
                    "%s,%.3f,%.3f",
                    BEGIN.plusHours(hour),
                    10 + 5 * Math.sin(hour * Math.PI / 12),
                    3 + Math.cos(hour * 0.7)));
        }
        return rows;
    }

    private Path write(List<String> rows) throws IOException {
        return write("time,a,b", rows);
    }

    private Path write(String header, List<String> rows) throws IOException {
        return Files.writeString(folder.resolve("hours.csv"), header + "\n" + String.join("\n", rows) + "\n");
    }

    private static String described(Path file) {
        Answer answer = Answer.of("data", "describe", file.toString());
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out();
    }

    /** The experiment that is proposed for a file, which {@link #run} runs. */
    private String proposed(Path file, String... wishes) throws IOException {
        Answer answer = proposing(file, wishes);
        assertThat(answer.err()).isEmpty();
        return Files.readString(folder.resolve("proposed.yaml"));
    }

    private Answer proposing(Path file, String... wishes) throws IOException {
        return ProposedExperiment.of(folder, file, wishes);
    }

    /** One epoch of a small network. */
    private Answer run(String... settings) {
        return ProposedExperiment.run(
                folder,
                Stream.concat(Stream.of("train.epochs=1", "model.encoder.hidden=4"), Stream.of(settings))
                        .toArray(String[]::new));
    }
}
