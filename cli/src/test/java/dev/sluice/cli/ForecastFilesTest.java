package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Runs;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of all kinds given to {@code sluice forecast}, after one short training on prepared columns. */
@Tag("slow")
class ForecastFilesTest {
    private static final String HEADER = "time,shop,wind,load,temp";

    @TempDir
    private static Path folder;

    private static Path run = Path.of("");

    @BeforeAll
    static void train() throws IOException {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        rows.addAll(rows("a", 60));
        rows.addAll(rows("b", 60));
        Files.write(folder.resolve("ok.csv"), rows);
        Files.writeString(folder.resolve("run.yaml"), """
                name: files
                data:
                  source: {name: csv, options: {file: ok.csv, time: time, id: shop, features: [load, temp], categories: [wind]}}
                  split: {by: time, validation: 0.2, test: 0.2}
                  forecast: {targets: [load], window: 6, horizon: 2}
                  prepare:
                    - {columns: [load], fill: last, lags: [2], clip: 0.05, flag: true}
                    - {calendar: [hour]}
                model:
                  encoder: {cell: gru, hidden: 2}
                train: {epochs: 1, loss: mean-squared-error}
                """);
        Answer trained = Answer.of(
                "run",
                folder.resolve("run.yaml").toString(),
                "--runs",
                folder.resolve("runs").toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        run = new Runs(folder.resolve("runs")).find("latest").path();
    }

    /** Hourly rows. */
    private static List<String> rows(String shop, int count) {
        List<String> rows = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            rows.add(String.format(
                    Locale.ROOT,
                    "2024-01-%02d %02d:00,%s,%s,%.2f,%.2f",
                    1 + t / 24,
                    t % 24,
                    shop,
                    t % 3 == 0 ? "N" : "S",
                    50 + 10 * Math.sin(t / 4.0),
                    5 + t % 7 * 0.1));
        }
        return rows;
    }

    private static Answer forecast(String name, List<String> rows) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.write(file, rows, StandardCharsets.ISO_8859_1);
        return forecast(file);
    }

    private static Answer forecast(Path file) {
        return Answer.of(
                "forecast",
                run.toString(),
                "--input",
                file.toString(),
                "--out",
                folder.resolve("out.csv").toString());
    }

    /** The rows of one series with another row in the place of line 11. */
    private static List<String> with(String line) {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        rows.addAll(rows("a", 20));
        rows.set(10, line);
        return rows;
    }

    private static void mistake(Answer answer, String... parts) {
        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err()).contains(parts).doesNotContain("\tat ", "Exception");
    }

    @Test
    void forecast_badRows_areNamedWithFileLineAndRemedy() throws IOException {
        String good = rows("a", 10).getLast();
        mistake(forecast("ragged", with(good + ",1")), "ragged.csv, line 11", "has 6", "put quotes around");
        mistake(
                forecast("word", with(good.replace("50", "5x0").replaceAll(",[^,]*$", ",abc"))),
                "word.csv, line 11, column 'temp': 'abc'",
                "missing: [abc]");
        mistake(
                forecast("date", with(good.replace("2024-01-01", "2024-13-45"))),
                "date.csv, line 11, column 'time'",
                "time_format");
        mistake(
                forecast("twice", with(rows("a", 9).getLast())),
                "twice.csv, line 11, column 'time'",
                "line 10",
                "duplicates: mean");
        mistake(
                forecast("unsorted", with(rows("a", 3).getLast())),
                "unsorted.csv, line 11, column 'time'",
                "sort: true");
        mistake(forecast("encoding", with(good.replace(",a,", ",\u00e9,"))), "encoding.csv", "line 11", "set encoding");
        List<String> renamed = with(good);
        renamed.set(0, "time,shop,wind,load,tmp");
        mistake(forecast("renamed", renamed), "renamed.csv, line 1", "no column 'temp'", "did you mean 'tmp'");
    }

    @Test
    void forecast_filesWithoutSeries_areNamedWithRemedy() throws IOException {
        mistake(forecast("empty", List.of()), "empty.csv", "header row", "empty");
        mistake(forecast("header", List.of(HEADER)), "only the header");
        mistake(forecast(folder), "is a folder; name the file in it");
        mistake(forecast(folder.resolve("none.csv")), "none.csv does not exist (the current folder is ");
        List<String> missing = new ArrayList<>(List.of(HEADER));
        rows("a", 20).forEach(row -> missing.add(row.replaceAll("[^,]*,([^,]*)$", ",$1")));
        mistake(
                forecast("missing", missing),
                "missing.csv, line 2 (series 'a') has a number in the column 'load'; give it some measured steps");
    }

    @Test
    void forecast_fewStepsAndUnknownWords_areCountedAndSaid() throws IOException {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        rows("a", 3).forEach(row -> rows.add(row.replace(",S,", ",E,")));
        Answer answer = forecast("few", rows);
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err())
                .contains("fewer measured steps than the 6 that the model reads: 1 of 1, the shortest 'a' with 3")
                .contains("Words of 'wind'", "(E)");
    }

    @Test
    void forecast_dates_goOnInTheFormOfTheData() throws IOException {
        assertThat(forecast(folder.resolve("ok.csv")).code()).isZero();

        List<String> forecasts = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(forecasts.getFirst()).startsWith("series,ahead,time,load");
        assertThat(forecasts.get(1)).startsWith("a,1,2024-01-03 12:00,");
        assertThat(forecasts.get(2)).startsWith("a,2,2024-01-03 13:00,");
    }

    /** The file that prepares data itself gives what the program forecasts. */
    @Test
    void forecast_rawModel_givesTheSame() throws IOException {
        assertThat(forecast(folder.resolve("ok.csv")).code()).isZero();
        List<String> first = Files.readAllLines(folder.resolve("out.csv"));
        int steps = 60;
        double[] numbers = new double[steps * 2];
        double[] times = new double[steps];
        long[] wind = new long[steps];
        List<String> rows = rows("a", steps);
        for (int t = 0; t < steps; t++) {
            String[] cells = rows.get(t).split(",", -1);
            numbers[2 * t] = Double.parseDouble(cells[3]);
            numbers[2 * t + 1] = Double.parseDouble(cells[4]);
            times[t] = 1_704_067_200 + 3600.0 * t;
            wind[t] = cells[2].equals("N") ? 2 : 3;
        }
        Map<String, OnnxArray> given = new LinkedHashMap<>();
        given.put("features", OnnxArray.doubles(numbers, 1, steps, 2));
        given.put("time", OnnxArray.doubles(times, 1, steps));
        given.put("wind", OnnxArray.longs(wind, 1, steps));
        given.put("lengths", OnnxArray.ints(new int[] {steps}, 1));
        given.put("state.encoder.l0.h", OnnxArray.floats(new float[2], 1, 2));
        try (OnnxRuntimeSession file = OnnxRuntimeSession.open(run.resolve("model.raw.onnx"))) {
            double[] answer =
                    Objects.requireNonNull(file.run(given).get("outputs")).numbers();
            for (int h = 0; h < 2; h++) {
                assertThat(first.get(1 + h)).startsWith("a,");
                assertThat(first.get(1 + h))
                        .contains(String.format(Locale.ROOT, "%.2f", answer[h]).substring(0, 4));
            }
        }
    }
}
