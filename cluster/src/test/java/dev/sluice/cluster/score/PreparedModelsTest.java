package dev.sluice.cluster.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.forecast.Forecaster;
import dev.sluice.core.experiment.forecast.SeriesForecast;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.export.OnnxPredictor;
import dev.sluice.export.OnnxScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose inputs are prepared, and models that forecast: rows come in as they were measured. */
final class PreparedModelsTest {
    private static final int STATIONS = 24;
    private static final List<String> SKIES = List.of("clear", "rain", "snow");

    @TempDir
    private static Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void write() throws IOException {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
        StringBuilder csv = new StringBuilder("station,hour,wind,temp,sky,storm\n");
        for (int station = 0; station < STATIONS; station++) {
            for (int t = 0; t < steps(station); t++) {
                csv.append(String.join(
                        ",",
                        "s" + station,
                        "" + t,
                        text(wind(station, t)),
                        text(temp(station, t)),
                        sky(station, t),
                        station % 2 == 0 ? "no" : "yes"));
                csv.append('\n');
            }
        }
        Files.writeString(folder.resolve("steps.csv"), csv);
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static int steps(int station) {
        return 14 + station % 3;
    }

    private static double wind(int station, int t) {
        return (station + t) % 7 == 3 ? Double.NaN : station % 2 + 0.25 * t;
    }

    private static double temp(int station, int t) {
        return 20 - t + station % 5 + (t % 4) * 0.5;
    }

    private static String sky(int station, int t) {
        return (station + t) % 5 == 0 ? "" : SKIES.get((station + t) % 3);
    }

    private static String text(double number) {
        return Double.isNaN(number) ? "" : Double.toString(number);
    }

    private static Path model(String name, String data, String target, String loss) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
                name: NAME
                data:
                  source: {name: csv, options: {file: steps.csv, id: station, time: hour, features: [wind, temp]TARGET}}
                  DATA
                model: {encoder: {cell: gru, hidden: 5}}
                train: {epochs: 2, batch_size: 16LOSS}
                pictures: false
                """.replace("NAME", name)
                .replace("LOSS", loss)
                .replace("TARGET", target)
                .replace("DATA", data));
        return Experiment.load(file)
                .withRuns(folder.resolve("runs"))
                .run()
                .run()
                .file(RunFile.MODEL);
    }

    private static List<Row> scored(Path model) throws IOException {
        Path parquet = folder.resolve(model.getName(model.getNameCount() - 2) + ".parquet");
        spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(folder.resolve("steps.csv").toString())
                .repartition(5)
                .write()
                .parquet(parquet.toString());
        return SluiceModel.load(model)
                .transform(spark.read().parquet(parquet.toString()), List.of("station"), "hour")
                .collectAsList();
    }

    private static Map<String, Sequence> read(int station, boolean skies) {
        double[] values = new double[2 * steps(station)];
        double[] times = new double[steps(station)];
        List<String> words = new ArrayList<>();
        for (int t = 0; t < times.length; t++) {
            values[2 * t] = wind(station, t);
            values[2 * t + 1] = temp(station, t);
            times[t] = t;
            words.add(sky(station, t));
        }
        Map<String, Sequence> read = new LinkedHashMap<>();
        read.put("features", new Sequence.Series(Matrix.wrap(times.length, 2, values), Times.of(times)));
        if (skies) {
            read.put("sky", new Sequence.Categories(words, true));
        }
        return read;
    }

    private static Path folderOf(Path model) {
        return Objects.requireNonNull(model.getParent());
    }

    private static DataContract contract(Path model) throws IOException {
        try (OnnxScorer scorer = OnnxScorer.open(model)) {
            return scorer.contract();
        }
    }

    @Test
    void transform_modelWithPreparedInputs_givesTheAnswersOfPredict() throws IOException {
        Path model = model(
                "prepared",
                "prepare: [{columns: [wind], fill: last}, {columns: [temp], lags: [1]}, {columns: [temp], clip: 0.05}]",
                ", categories: [sky], labels: [storm]",
                "");

        List<Row> rows = scored(model);

        assertThat(rows).hasSize(STATIONS);
        for (Row row : rows) {
            int station = Integer.parseInt(row.<String>getAs("station").substring(1));
            assertThat(row.<String>getAs("error")).isNull();
            List<Prediction> expected = new OnnxPredictor()
                    .predict(folderOf(model), contract(model).changes().apply(read(station, true)), Integer.MAX_VALUE)
                    .getFirst()
                    .steps()
                    .getFirst();
            assertThat(row.<String>getAs("prediction"))
                    .isEqualTo(expected.getFirst().label());
            Map<String, Double> probabilities = row.getJavaMap(row.fieldIndex("probability"));
            assertThat(probabilities.get(expected.getFirst().label()))
                    .isCloseTo(expected.getFirst().probability(), within(1e-6));
        }
    }

    @Test
    void transform_modelThatForecasts_givesTheForecastsInUnitsAndKeepsShortSeries() throws IOException {
        Path model = model(
                "ahead",
                "forecast: {window: 6, horizon: 3, targets: [temp]}\n"
                        + "  prepare: [{columns: [wind], fill: last}, {columns: [wind], difference: 1}]",
                "",
                ", loss: mean-squared-error");
        Files.writeString(
                folder.resolve("steps.csv"),
                Files.readString(folder.resolve("steps.csv")) + "s99,0,1.0,,clear,no\ns99,1,2.0,,clear,no\n");

        List<Row> rows = scored(model);

        assertThat(rows).hasSize(STATIONS + 1);
        Forecaster forecaster = new Forecaster(contract(model), Map.of(), new OnnxPredictor(), folderOf(model));
        for (Row row : rows) {
            int station = Integer.parseInt(row.<String>getAs("station").substring(1));
            if (station == 99) {
                assertThat(row.<String>getAs("error")).contains("measured steps");
                assertThat(row.isNullAt(row.fieldIndex("prediction"))).isTrue();
                continue;
            }
            assertThat(row.<String>getAs("error")).isNull();
            SeriesForecast expected = forecaster
                    .forecast(List.of(new Example(read(station, false), Map.of())), 3, 0, 1)
                    .getFirst();
            List<scala.collection.Map<String, Double>> steps = row.getList(row.fieldIndex("prediction"));
            assertThat(steps).hasSize(3);
            for (int ahead = 0; ahead < 3; ahead++) {
                assertThat(steps.get(ahead).apply("temp"))
                        .isCloseTo(expected.points().get(ahead, 0), within(1e-5));
            }
        }
    }
}
