package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file of a classifier that takes data as they were read, given the cells of a CSV file, beside what {@code predict --file} says of that file. */
class RawFileTest {
    private static final double PROOF = 1e-4;
    private static final int HIDDEN = 8;

    @TempDir
    private Path folder;

    /** One cell of the table; times are hours since 1970, some numbers are missing, and a wind is new. */
    private record Step(String station, long hour, String load, String pressure, String wind, String label) {}

    private static List<Step> steps(int stations, String prefix, boolean fresh) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            CounterRandom random = CounterRandom.of(fresh ? 2 : 1, "raw", i);
            boolean storm = random.uniform(0) < 0.5;
            for (int t = 0; t < 4 + i % 3; t++) {
                double load = (storm ? 900 : 400) + 250 * random.normal(10 + t);
                double pressure = 101_300 - (storm ? 800 : 0) + 500 * random.normal(30 + t);
                String wind = List.of("N", "S", "calm", "").get(random.below(50 + t, 4));
                steps.add(new Step(
                        prefix + i,
                        473_352 + 24L * i + t,
                        random.uniform(70 + t) < 0.2 ? "" : String.format(Locale.ROOT, "%.2f", load),
                        random.uniform(90 + t) < 0.2 && t > 0 ? "" : String.format(Locale.ROOT, "%.1f", pressure),
                        fresh && t == 1 ? "gale" : wind,
                        storm ? "storm" : "fair"));
            }
        }
        return steps;
    }

    private Path csv(String name, List<Step> steps) throws IOException {
        StringBuilder csv = new StringBuilder("station,time,load,pressure,wind,label\n");
        for (Step step : steps) {
            String time = Instant.ofEpochSecond(step.hour() * 3600).toString();
            csv.append(String.join(",", step.station(), time, step.load(), step.pressure(), step.wind(), step.label()))
                    .append('\n');
        }
        return Files.writeString(folder.resolve(name), csv);
    }

    private Run trained() throws IOException {
        csv("weather.csv", steps(90, "s", false));
        Path file = Files.writeString(folder.resolve("weather.yaml"), """
                name: weather
                data:
                  source:
                    name: csv
                    options:
                      file: weather.csv
                      id: station
                      time: time
                      features: [load, pressure]
                      categories: [wind]
                      labels: [label]
                  prepare:
                    - {columns: [load], fill: last, lags: [1], clip: 0.02, flag: true}
                    - {columns: [pressure], fill: linear, scale: robust}
                    - {calendar: [hour]}
                  series: {missing: mean}
                model: {encoder: {cell: gru, hidden: 8}}
                train: {epochs: 8, batch_size: 8, loss: cross-entropy, optimizer: {name: adam, options: {learning_rate: 0.02}}}
                pictures: false
                """);
        Path runs = folder.resolve("runs");
        Answer answer = Answer.of("run", file.toString(), "--runs", runs.toString(), "--quiet");
        assertThat(answer.code()).as(answer.err()).isZero();
        return new Runs(runs).find("latest");
    }

    @Test
    void rawFile_cellsOfACsvFile_givesWhatPredictSaysOfTheFile() throws IOException {
        Run run = trained();
        List<Step> fresh = steps(12, "new", true);
        Path out = folder.resolve("out.csv");
        Answer answer = Answer.of(
                "predict",
                run.path().toString(),
                "--file",
                csv("fresh.csv", fresh).toString(),
                "--out",
                out.toString());
        assertThat(answer.code()).as(answer.err()).isZero();
        List<String> lines = Files.readAllLines(out);
        List<String> header = List.of(lines.getFirst().split(","));

        try (OnnxRuntimeSession raw = OnnxRuntimeSession.open(run.path().resolve("model.raw.onnx"))) {
            JsonNode usage =
                    JsonMapper.builder().build().readTree(raw.metadata().get("sluice.raw"));
            List<String> winds = new ArrayList<>();
            usage.path("words").path("wind").forEach(word -> winds.add(word.asString()));
            assertThat(winds).containsExactlyInAnyOrder("N", "S", "calm");
            List<Double> storms = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String station = "new" + i;
                List<Step> own = fresh.stream()
                        .filter(step -> step.station().equals(station))
                        .toList();
                String[] said = lines.get(1 + i).split(",");
                assertThat(said[0]).isEqualTo(station);
                double storm = stormOf(raw, own, winds);
                storms.add(storm);
                assertThat(storm)
                        .isCloseTo(Double.parseDouble(said[header.indexOf("probability.storm")]), within(PROOF));
            }
            assertThat(storms).anyMatch(storm -> storm > 0.6).anyMatch(storm -> storm < 0.4);
        }
    }

    private static double stormOf(OnnxRuntimeSession raw, List<Step> own, List<String> winds) {
        int steps = own.size();
        double[] features = own.stream()
                .flatMapToDouble(step -> DoubleStream.of(number(step.load()), number(step.pressure())))
                .toArray();
        double[] times = own.stream().mapToDouble(step -> 3600.0 * step.hour()).toArray();
        // One that is not in the list is at -1, and has the number 1.
        long[] words = own.stream()
                .mapToLong(step -> step.wind().isEmpty() ? 0 : winds.indexOf(step.wind()) + 2L)
                .toArray();
        Map<String, OnnxArray> answers = raw.run(Map.of(
                "features", OnnxArray.doubles(features, 1, steps, 2),
                "time", OnnxArray.doubles(times, 1, steps),
                "wind", OnnxArray.longs(words, 1, steps),
                "lengths", OnnxArray.ints(new int[] {steps}, 1),
                "state.encoder.l0.h", OnnxArray.floats(new float[HIDDEN], 1, HIDDEN)));
        byte[] bytes = Objects.requireNonNull(answers.get("probabilities")).toBytes();
        float[] probabilities = new float[2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(probabilities);
        String[] labels = Objects.requireNonNull(raw.metadata().get("sluice.labels"))
                .replaceAll("[\\[\\]\" ]", "")
                .split(",");
        return probabilities[Arrays.asList(labels).indexOf("storm")];
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
