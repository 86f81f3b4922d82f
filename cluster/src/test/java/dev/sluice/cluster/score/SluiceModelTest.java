package dev.sluice.cluster.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cluster.Processes;
import dev.sluice.cluster.connection.ClusterException;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.export.OnnxPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables scored by executors in processes of their own, as they are on a cluster. */
final class SluiceModelTest {
    @TempDir
    private static Path folder;

    private static SparkSession spark;
    private static Path texts;
    private static Path readings;

    @BeforeAll
    static void train() throws IOException {
        Processes.prepare();
        spark = SparkSession.builder()
                .master("local-cluster[2,1,1024]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "3")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .getOrCreate();
        StringBuilder csv = new StringBuilder("text,label\n");
        StringBuilder steps = new StringBuilder("station,hour,wind,temp,storm\n");
        for (int i = 0; i < 60; i++) {
            csv.append((i % 2 == 0 ? "ab" : "ba").repeat(1 + i % 4))
                    .append(',')
                    .append(i % 2 == 0 ? "a" : "b")
                    .append('\n');
            for (int t = 0; t < 3 + i % 3; t++) {
                steps.append("s")
                        .append(i)
                        .append(',')
                        .append(t)
                        .append(',')
                        .append(i % 2 + 0.1 * t)
                        .append(',');
                steps.append(20 - t + i % 5)
                        .append(',')
                        .append(i % 2 == 0 ? "no" : "yes")
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("texts.csv"), csv);
        Files.writeString(folder.resolve("steps.csv"), steps);
        texts = model(
                "texts",
                "{name: csv, options: {file: texts.csv, text: text, labels: [label]}}",
                "embedding: {size: 4}\n  ");
        readings = model(
                "steps",
                "{name: csv, options: {file: steps.csv, id: station, features: [wind, temp], labels: [storm]}}",
                "");
    }

    private static Path model(String name, String source, String first) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"),
                """
                name: NAME
                data:
                  source: SOURCE
                model:
                  FIRSTencoder: {cell: gru, hidden: 6}
                train: {epochs: 2, batch_size: 16}
                pictures: false
                """.replace("NAME", name).replace("SOURCE", source).replace("FIRST", first));
        return Experiment.load(file)
                .withRuns(folder.resolve("runs"))
                .run()
                .run()
                .file(RunFile.MODEL);
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
        Processes.clear();
    }

    private static List<Prediction> predicted(Path model, Map<String, Sequence> inputs) throws IOException {
        return new OnnxPredictor()
                .predict(model.getParent(), inputs, Integer.MAX_VALUE)
                .getFirst()
                .steps()
                .getFirst();
    }

    private static void assertSame(Row row, List<Prediction> expected) {
        assertThat(row.<String>getAs("prediction"))
                .isEqualTo(expected.getFirst().label());
        Map<String, Double> probabilities = row.getJavaMap(row.fieldIndex("probability"));
        for (Prediction prediction : expected) {
            assertThat(probabilities.get(prediction.label())).isCloseTo(prediction.probability(), within(1e-6));
        }
    }

    @Test
    void transform_texts_givesTheAnswersOfPredictAndKeepsBadRows() throws IOException {
        StructType schema = new StructType().add("id", DataTypes.LongType).add("text", DataTypes.StringType);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(RowFactory.create(
                    (long) i, i % 50 == 7 ? null : i % 50 == 8 ? "" : "ab".repeat(1 + i % 6) + "a".repeat(i % 2)));
        }

        List<Row> scored = SluiceModel.load(texts)
                .transform(spark.createDataFrame(rows, schema))
                .collectAsList();

        assertThat(scored).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = scored.get(i);
            assertThat(row.getLong(0)).isEqualTo(i);
            String text = rows.get(i).getString(1);
            if (text == null || text.isEmpty()) {
                assertThat(row.<String>getAs("error")).contains(text == null ? "missing" : "empty");
                assertThat(row.isNullAt(row.fieldIndex("prediction"))).isTrue();
            } else {
                assertThat(row.isNullAt(row.fieldIndex("error"))).isTrue();
                assertSame(row, predicted(texts, Map.of("tokens", new Sequence.Text(text))));
            }
        }
    }

    @Test
    void transform_rowsThatAreSteps_givesTheAnswersOfPredictForEachSequence() throws IOException {
        Dataset<Row> table = spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(folder.resolve("steps.csv").toString())
                .repartition(5);
        Path parquet = folder.resolve("steps.parquet");
        table.write().parquet(parquet.toString());

        List<Row> scored = SluiceModel.load(readings)
                .transform(spark.read().parquet(parquet.toString()), List.of("station"), "hour")
                .collectAsList();

        assertThat(scored).hasSize(60);
        for (Row row : scored) {
            int i = Integer.parseInt(row.<String>getAs("station").substring(1));
            double[] values = new double[2 * (3 + i % 3)];
            for (int t = 0; t < values.length / 2; t++) {
                values[2 * t] = Double.parseDouble("" + (i % 2 + 0.1 * t));
                values[2 * t + 1] = 20 - t + i % 5;
            }
            Sequence series = new Sequence.Series(Matrix.wrap(values.length / 2, 2, values));
            assertSame(row, predicted(readings, Map.of("features", series)));
        }
    }

    @Test
    void transform_executorsKilledAtRandomMoments_givesTheSameRows() throws Exception {
        StructType schema = new StructType().add("id", DataTypes.LongType).add("tokens", DataTypes.StringType);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(RowFactory.create((long) i, "ab".repeat(1 + i % 40) + "a".repeat(i % 2)));
        }
        // Tasks enough for one that is lost to be one of many.
        Dataset<Row> scored = SluiceModel.load(texts)
                .transform(spark.createDataFrame(rows, schema).repartition(40))
                .sort("id");
        List<Row> expected = scored.collectAsList();
        int kills = Integer.getInteger("sluice.kills", 1);
        CounterRandom random = CounterRandom.of(37, "kills", 0);
        for (int i = 0; i < kills; i++) {
            int moment = random.below(2L * i, 2000);
            Thread killer = Processes.killer(moment, random.below(2L * i + 1, 2));

            List<Row> found = scored.collectAsList();

            killer.join();
            assertThat(found).as("an executor killed after " + moment + " ms").isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scored.csv", "scored.json", "scored.parquet"})
    void write_tableWithoutBadRows_isReadBack(String name) throws IOException {
        StructType schema = new StructType().add("tokens", DataTypes.StringType);
        Dataset<Row> scored = SluiceModel.load(texts)
                .transform(spark.createDataFrame(List.of(RowFactory.create("abab"), RowFactory.create("ba")), schema));
        TableFile file = new TableFile(folder.resolve(name).toString());

        Dataset<Row> written = file.read(spark, file.write(scored));

        assertThat(written.filter("error is null").count()).isEqualTo(2);
        assertThat(written.select("tokens", "prediction").collectAsList())
                .containsExactlyInAnyOrderElementsOf(
                        scored.select("tokens", "prediction").collectAsList());
        assertThat(written.select("probability").first().get(0).toString()).contains("a");
    }

    @Test
    void transform_columnsMissing_namesThem() throws IOException {
        SluiceModel model = SluiceModel.load(readings);
        Dataset<Row> table = spark.createDataFrame(
                Arrays.asList(RowFactory.create(1.0)), new StructType().add("wind", DataTypes.DoubleType));

        assertThatThrownBy(() -> model.transform(table))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("needs the column temp")
                .hasMessageContaining("--key");
    }
}
