package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One definition of each figure: what the log of epochs, the results, the proof of the exported file and its predictions say is what
 * float64 arithmetic makes of the weights and the data.
 */
class FiguresTest {
    @TempDir
    private Path folder;

    /** A series of the test or another part, with what it should give at each step, or at the end. */
    private record Series(String id, String part, double[][] inputs, String[] targets) {}

    private Run run(String name, String header, List<Series> data, String source, String train) throws IOException {
        StringBuilder csv = new StringBuilder(header).append('\n');
        for (Series series : data) {
            for (int t = 0; t < series.inputs.length; t++) {
                csv.append(series.id);
                for (double number : series.inputs[t]) {
                    csv.append(',').append(number);
                }
                csv.append(',')
                        .append(series.targets[Math.min(t, series.targets.length - 1)])
                        .append(',')
                        .append(series.part)
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve(name + ".csv"), csv);
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"),
                "name: " + name + "\ndata:\n  source: {name: csv, options: {file: " + name
                        + ".csv, id: id, part: part, " + source + "}}\n" + train);
        Answer answer = Answer.of(
                "run", file.toString(), "--runs", folder.resolve("runs").toString());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).as(answer.out()).isZero();
        return new Runs(folder.resolve("runs")).find("latest");
    }

    private static String part(int number) {
        return number % 4 == 3 ? "test" : number % 4 == 2 ? "validation" : "training";
    }

    private static JsonNode json(Run run, String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.path().resolve(file)));
    }

    private static JsonNode test(Run run) throws IOException {
        return json(run, "results.json").get("test").get("scores");
    }

    private static JsonNode bestEpoch(Run run) throws IOException {
        int best = json(run, "results.json").get("best_epoch").asInt();
        return JsonMapper.shared()
                .readTree(
                        Files.readAllLines(run.path().resolve("metrics.jsonl")).get(best - 1));
    }

    /** Labels of which one is in all examples and the others cannot be told from the numbers. */
    @Test
    void labelsThatHoldTogether_areJudgedOneByOne() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<Series> data = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            double[][] inputs = new double[2 + random.nextInt(3)][1];
            for (double[] step : inputs) {
                step[0] = Math.round(1000 * random.nextGaussian()) / 1000.0;
            }
            Set<String> tags = new LinkedHashSet<>(List.of("cold"));
            if (random.nextInt(10) < 3 || inputs[0][0] > 0.8) {
                tags.add("loud");
            }
            if (random.nextInt(10) < 3) {
                tags.add("wet");
            }
            data.add(new Series("s" + i, part(i), inputs, new String[] {String.join(";", tags)}));
        }
        Run run = run("labels", "id,x,tags,part", data, "features: [x], labels: [tags]", """
                model: {encoder: {cell: gru, hidden: 4}}
                train:
                  epochs: 6
                  batch_size: 8
                  loss: binary-cross-entropy
                  metrics: [accuracy, label-accuracy, f1-macro, roc-auc]
                  optimizer: {name: adam, options: {learning_rate: 0.03}}
                """);

        Float64Gru network = Float64Gru.of(run);
        List<String> labels = network.labels();
        assertThat(labels).containsExactly("cold", "loud", "wet");
        List<double[]> scores = new ArrayList<>();
        List<boolean[]> holds = new ArrayList<>();
        for (Series series : data) {
            if (series.part.equals("test")) {
                double[][] outputs = network.outputs(series.inputs);
                scores.add(outputs[outputs.length - 1]);
                List<String> tags = List.of(series.targets[0].split(";"));
                holds.add(new boolean[] {tags.contains("cold"), tags.contains("loud"), tags.contains("wet")});
            }
        }
        int exact = 0;
        double[] right = new double[3];
        double[] truePositives = new double[3];
        double[] positives = new double[3];
        for (int i = 0; i < scores.size(); i++) {
            boolean all = true;
            for (int c = 0; c < 3; c++) {
                boolean said = scores.get(i)[c] > 0;
                all &= said == holds.get(i)[c];
                right[c] += said == holds.get(i)[c] ? 1 : 0;
                truePositives[c] += said && holds.get(i)[c] ? 1 : 0;
                positives[c] += (said ? 1 : 0) + (holds.get(i)[c] ? 1 : 0);
            }
            exact += all ? 1 : 0;
        }
        JsonNode found = test(run);
        JsonNode metrics = found.get("metrics");
        double n = scores.size();
        assertThat(exact / n).as("not every example is right").isBetween(0.1, 0.95);
        assertThat(metrics.get("accuracy").asDouble()).isCloseTo(exact / n, within(1e-12));
        assertThat(metrics.get("label-accuracy").asDouble())
                .isCloseTo((right[0] + right[1] + right[2]) / 3 / n, within(1e-12));
        double f1 = 0;
        double areas = 0;
        int defined = 0;
        for (int c = 0; c < 3; c++) {
            double one = 2 * truePositives[c] / positives[c];
            f1 += one / 3;
            assertThat(found.get("by_class").get("f1-macro").get(labels.get(c)).asDouble())
                    .isCloseTo(one, within(1e-12));
            double area = area(scores, holds, c);
            JsonNode said = found.get("by_class").get("roc-auc").get(labels.get(c));
            if (Double.isNaN(area)) {
                assertThat(said.asString()).as("cold holds for all").isEqualTo("NaN");
            } else {
                assertThat(said.asDouble()).isCloseTo(area, within(1e-3));
                areas += area;
                defined++;
            }
        }
        assertThat(metrics.get("f1-macro").asDouble()).isCloseTo(f1, within(1e-12));
        assertThat(metrics.get("roc-auc").asDouble()).isCloseTo(areas / defined, within(1e-3));
    }

    private static double area(List<double[]> scores, List<boolean[]> holds, int label) {
        double won = 0;
        int pairs = 0;
        for (int a = 0; a < scores.size(); a++) {
            for (int b = 0; b < scores.size(); b++) {
                if (holds.get(a)[label] && !holds.get(b)[label]) {
                    pairs++;
                    double ahead = scores.get(a)[label] - scores.get(b)[label];
                    won += ahead > 0 ? 1 : ahead == 0 ? 0.5 : 0;
                }
            }
        }
        return pairs == 0 ? Double.NaN : won / pairs;
    }

    /** Series of 1 to 30 steps: a mean over steps is another than a mean of the series' means. */
    @Test
    void numbersAtEveryStep_areWeighedByStepsEverywhere() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<Series> data = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double[][] inputs = new double[i % 3 == 0 ? 30 : 1 + random.nextInt(3)][1];
            String[] targets = new String[inputs.length];
            for (int t = 0; t < inputs.length; t++) {
                inputs[t][0] = Math.round(1000 * random.nextGaussian()) / 1000.0;
                double target = 100 + 5 * inputs[t][0] + (inputs.length < 5 ? 40 : 0);
                targets[t] = Double.toString(Math.round(100 * target) / 100.0);
            }
            data.add(new Series("s" + i, part(i), inputs, targets));
        }
        Run run = run("steps", "id,x,y,part", data, "features: [x], targets: [y], per_step: true", """
                model: {encoder: {cell: gru, hidden: 4}, head: {at: every_step}}
                train: {epochs: 3, batch_size: 7, loss: mean-squared-error, optimizer: {name: sgd, options: {learning_rate: 1.0e-9}}}
                """);

        Float64Gru network = Float64Gru.of(run);
        for (String part : List.of("training", "validation", "test")) {
            double squares = 0;
            double sizes = 0;
            int steps = 0;
            for (Series series : data) {
                double[][] outputs = network.outputs(series.inputs);
                for (int t = 0; t < outputs.length && series.part.equals(part); t++) {
                    double error = network.measured(outputs[t][0]) - Double.parseDouble(series.targets[t]);
                    squares += error * error;
                    sizes += Math.abs(error);
                    steps++;
                }
            }
            double loss = squares / steps / network.deviation() / network.deviation();
            switch (part) {
                // The learning rate leaves the weights almost as they were.
                case "training" ->
                    assertThat(bestEpoch(run).get("training_loss").asDouble()).isCloseTo(loss, within(1e-5));
                case "validation" -> {
                    assertThat(bestEpoch(run).get("validation_loss").asDouble()).isCloseTo(loss, within(1e-5));
                    assertThat(bestEpoch(run).get("validation_mae").asDouble()).isCloseTo(sizes / steps, within(1e-4));
                }
                default -> {
                    assertThat(test(run).get("loss").asDouble()).isCloseTo(loss, within(1e-5));
                    assertThat(test(run).get("metrics").get("rmse").asDouble())
                            .isCloseTo(Math.sqrt(squares / steps), within(1e-4));
                }
            }
        }
    }

    /** Coordinates of which float32 knows every half meter alone, and that change by less. */
    @Test
    void largeNumbers_areTheSameInTheLogTheResultsTheProofAndThePredictions() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<Series> data = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            double[][] inputs = new double[5][1];
            double place = 5_333_741 + 3 * random.nextGaussian();
            double speed = 0.3 + 0.1 * random.nextGaussian();
            for (double[] step : inputs) {
                step[0] = Math.round(1000 * place) / 1000.0;
                place += speed;
            }
            data.add(new Series("s" + i, part(i), inputs, new String[] {String.format(Locale.ROOT, "%.3f", place)}));
        }
        Run run = run("large", "id,x,y,part", data, "features: [x], targets: [y]", """
                model: {encoder: {cell: gru, hidden: 8}}
                train: {epochs: 25, batch_size: 8, loss: mean-squared-error, optimizer: {name: adam, options: {learning_rate: 0.02}}}
                """);

        Float64Gru network = Float64Gru.of(run);
        for (String part : List.of("validation", "test")) {
            double squares = 0;
            int examples = 0;
            Series last = data.getFirst();
            for (Series series : data) {
                if (series.part.equals(part)) {
                    double[][] outputs = network.outputs(series.inputs);
                    double error =
                            network.measured(outputs[outputs.length - 1][0]) - Double.parseDouble(series.targets[0]);
                    squares += error * error;
                    examples++;
                    last = series;
                }
            }
            double rmse = Math.sqrt(squares / examples);
            assertThat(rmse).as("better than float32 could say").isLessThan(0.25);
            if (part.equals("test")) {
                assertThat(test(run).get("metrics").get("rmse").asDouble()).isCloseTo(rmse, within(1e-4));
                predicts(run, network, last);
            } else {
                assertThat(bestEpoch(run).get("validation_rmse").asDouble()).isCloseTo(rmse, within(1e-4));
                JsonNode proof = json(run, "proof.json").get("validation");
                assertThat(proof.toString()).contains("rmse");
                for (JsonNode judged : List.of(proof.get("model"), proof.get("file"))) {
                    assertThat(judged.get("rmse").asDouble()).isCloseTo(rmse, within(1e-4));
                }
            }
        }
    }

    private void predicts(Run run, Float64Gru network, Series series) throws IOException {
        StringBuilder lines = new StringBuilder("x\n");
        for (double[] step : series.inputs) {
            lines.append(step[0]).append('\n');
        }
        Path file = Files.writeString(folder.resolve("one.csv"), lines);
        Answer answer = Answer.of(
                "predict", run.id(), "--runs", folder.resolve("runs").toString(), "--input", "features=@" + file);
        assertThat(answer.err()).isEmpty();
        double[][] outputs = network.outputs(series.inputs);
        String number = answer.out().strip().split(" ")[0];
        assertThat(number).as("digits, no exponent").matches("5\\d{6}\\.\\d{2,}");
        assertThat(Double.parseDouble(number))
                .isCloseTo(network.measured(outputs[outputs.length - 1][0]), within(1e-4));
    }
}
