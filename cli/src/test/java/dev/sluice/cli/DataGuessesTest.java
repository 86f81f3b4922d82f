package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice data describe} and {@code sluice data new} take dates, series, targets and lengths for. */
final class DataGuessesTest {
    @TempDir
    private Path folder;

    @Test
    void dates_firstOfEachMonth_haveTheDayFirstAndTheOtherReadingIsSaid() throws IOException {
        List<String> rows = new ArrayList<>(List.of("when,y"));
        for (int month = 0; month < 120; month++) {
            rows.add(String.format(
                    Locale.ROOT, "01/%02d/%d,%.3f", month % 12 + 1, 2010 + month / 12, Math.sin(month / 2.0)));
        }
        Path file = write("months.csv", rows);

        assertThat(Answer.of("data", "describe", file.toString()).out())
                .contains("written as dd/MM/yyyy", "note: 'when' can be read as MM/dd/yyyy, too")
                .doesNotContain("of another length");
        assertThat(proposed(file)).contains("# All of them can be read as MM/dd/yyyy, too", "time_format: dd/MM/yyyy");
    }

    @Test
    void dates_readInOneWayAlone_haveNoNote() throws IOException {
        List<String> rows = new ArrayList<>(List.of("when,y"));
        for (int day = 1; day < 29; day++) {
            rows.add(String.format(Locale.ROOT, "02/%02d/2024,%.3f", day, Math.sin(day)));
        }
        Path file = write("days.csv", rows);

        assertThat(Answer.of("data", "describe", file.toString()).out())
                .contains("written as MM/dd/yyyy")
                .doesNotContain("can be read as");
        assertThat(proposed(file)).doesNotContain("can be read as");
    }

    @Test
    void target_oneNumberForEachSeries_isPredictedForTheWholeAndRuns() throws IOException {
        List<String> rows = new ArrayList<>(List.of("rec,a,age,score"));
        for (int series = 0; series < 12; series++) {
            for (int step = 0; step < 12 + series % 3; step++) {
                rows.add(String.format(
                        Locale.ROOT, "%d,%.3f,%d,%.2f", series, Math.sin(series + step), 20 + series, series / 7.0));
            }
        }
        Path file = write("scores.csv", rows);

        assertThat(proposed(file, "--target", "score"))
                .contains("# Prediction of 'score' for 12 series of 12 to 14 steps by 'rec'")
                .contains("features: [a]", "static_features: [age]", "targets: [score]", "loss: mean-squared-error")
                .doesNotContain("forecast");
        assertThat(ProposedExperiment.run(folder, "train.epochs=1", "model.encoder.hidden=4")
                        .err())
                .isEmpty();
        assertThat(proposed(file, "--target", "score", "--horizon", "1")).contains("targets: [score]", "horizon: 1");
    }

    @Test
    void forecast_columnsThatNeverChange_areNotForecast() throws IOException {
        List<String> rows = new ArrayList<>(List.of("shop,t,sold,area,country"));
        for (int shop = 0; shop < 3; shop++) {
            for (int t = 0; t < 60; t++) {
                rows.add(String.format(Locale.ROOT, "%d,%d,%.3f,%d,49", shop, t, Math.sin(t / 3.0 + shop), 100 + shop));
            }
        }
        Path file = write("shops.csv", rows);

        assertThat(proposed(file, "--id", "shop", "--time", "t"))
                .contains("features: [sold]", "static_features: [area]", "country (always the same number)");
        assertThat(ProposedExperiment.run(folder, "train.epochs=1", "model.encoder.hidden=4")
                        .err())
                .isEmpty();
        assertThat(proposed(file, "--id", "shop", "--time", "t", "--target", "area", "--horizon", "2"))
                .contains("features: [sold, area]", "targets: [area]");
    }

    @Test
    void rows_thatEndBeforeTheLastColumn_areSeriesAllTheSame() throws IOException {
        StringBuilder header = new StringBuilder("name");
        for (int step = 1; step <= 60; step++) {
            header.append(",s").append(step);
        }
        List<String> rows = new ArrayList<>(List.of(header.toString()));
        for (int series = 0; series < 5; series++) {
            StringBuilder row = new StringBuilder("S" + series);
            for (int step = 1; step <= 60; step++) {
                row.append(step <= 59 - series ? String.format(Locale.ROOT, ",%.3f", Math.sin(step)) : ",");
            }
            rows.add(row.toString());
        }

        assertThat(proposed(write("wide.csv", rows)))
                .contains("# Forecast of many series, a row each", "layout: rows", "id: name", "features: ['s1..']");
    }

    @Test
    void arrays_lengthsOfTheRows_areNoTarget() throws IOException {
        Path file = folder.resolve("arrays.npz");
        RaggedSeries.writeArrays(file, 0, 0);

        assertThat(proposed(file))
                .contains("lengths: lengths", "padding: right")
                .doesNotContain("labels: lengths");
    }

    private Path write(String name, List<String> rows) throws IOException {
        return Files.write(folder.resolve(name), rows);
    }

    private String proposed(Path file, String... wishes) throws IOException {
        Answer answer = ProposedExperiment.of(folder, file, wishes);
        assertThat(answer.err()).isEmpty();
        return Files.readString(ProposedExperiment.file(folder));
    }
}
