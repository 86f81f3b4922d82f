package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.ForecastSample;
import dev.sluice.core.evaluation.TestSamples;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Network;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.Evaluator;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forecasts with distributions, judged at every step and for every series, beside baselines that get theirs from their errors. */
final class DistributionRunTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());
    private static final String COVERAGE = "coverage(level=0)";
    private static final int STEPS = 120;
    private static final int HORIZON = 3;

    @TempDir
    private Path folder;

    /** Two random walks of one size, one much larger than the other: the error grows with the step, and with the series. */
    private void write() throws IOException {
        CounterRandom random = CounterRandom.of(1, "walks", 0);
        StringBuilder file = new StringBuilder("id,load\n");
        for (int series = 0; series < 2; series++) {
            double level = 0;
            for (int t = 0; t < STEPS; t++) {
                level += (series == 0 ? 1 : 10) * random.normal((long) series * STEPS + t);
                file.append(series == 0 ? "small" : "large")
                        .append(',')
                        .append(level)
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("walks.csv"), file);
    }

    private Experiment experiment(String loss, String metrics) throws IOException {
        write();
        return Experiment.parse("""
                        name: walks
                        folder: %s
                        data:
                          source: {name: csv, options: {file: walks.csv, id: id, features: [load]}}
                          split: {by: time, validation: 25, test: 40}
                          forecast: {window: 6, horizon: %d}
                        model:
                          encoder: {cell: elman, hidden: 3}
                        train:
                          epochs: 2
                          batch_size: 16
                          loss: %s
                          metrics: %s
                          optimizer: {name: descent, options: {learning_rate: 0.05}}
                        baselines: [naive, drift]
                        export: none
                        pictures: false
                        """.formatted(folder, HORIZON, loss, metrics))
                .withRegistry(REGISTRY)
                .withRuns(folder.resolve("runs"));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    @Test
    void run_gaussian_judgesDistributionsByStepAndBySeries() throws IOException {
        RunResult result = experiment("gaussian", "[crps, coverage, mae]").run();
        Results results = result.run().results().orElseThrow();
        for (String metric : List.of("crps", COVERAGE, "mae")) {
            List<Double> steps =
                    Objects.requireNonNull(results.details().byStep().get(metric));
            assertThat(steps).hasSize(HORIZON);
            assertThat(mean(steps)).as(metric).isCloseTo(result.test().figure(metric), within(1e-9));
        }
        Map<String, Map<String, Double>> series = results.details().bySeries();
        assertThat(series.get("large").get("crps"))
                .isGreaterThan(series.get("small").get("crps"));
    }

    @Test
    void run_crpsFirst_baselinesGetDistributionsFromTheirErrors() throws IOException {
        Results results = experiment("gaussian", "[crps, coverage, mae]")
                .run()
                .run()
                .results()
                .orElseThrow();
        assertThat(Objects.requireNonNull(results.verdict()).metric()).isEqualTo("crps");
        for (BaselineFigures baseline : results.baselines()) {
            Map<String, Double> figures = baseline.figures().metrics();
            // A distribution is better than certainty, whose score is the absolute error, and holds about what it
            // should.
            assertThat(figures.get("crps")).as(baseline.name()).isLessThan(0.85 * figures.get("mae"));
            assertThat(figures.get(COVERAGE)).as(baseline.name()).isBetween(0.6, 0.97);
            List<Double> steps =
                    Objects.requireNonNull(baseline.figures().byStep().get("crps"));
            assertThat(steps.getFirst()).as(baseline.name()).isLessThan(steps.getLast());
        }
    }

    @Test
    void run_validationTooSmallForErrors_verdictGoesByThePointAndSaysSo() throws IOException {
        RunResult result = experiment("gaussian", "[crps, mae]")
                .set("data.split.validation", 5)
                .run();
        Results results = result.run().results().orElseThrow();
        assertThat(Objects.requireNonNull(results.verdict()).metric()).isEqualTo("mae");
        assertThat(results.baselines().getFirst().figures().metrics()).doesNotContainKey("crps");
        assertThat(String.join("\n", result.report())).contains("Baselines have no figure for crps; by mae the model");
    }

    @Test
    void run_calibrated_samplesHaveTheIntervalThatTheFileGives() throws IOException {
        for (String loss : List.of("gaussian", "mean-squared-error")) {
            RunResult result = experiment(loss, "[mae]")
                    .set("train.interval.calibrate", true)
                    .run();
            TestSamples samples = Json.read(Files.readString(result.run().file(RunFile.SAMPLES)), TestSamples.class);
            List<ForecastSample> forecasts =
                    samples.forecasts().values().iterator().next();
            assertThat(forecasts).isNotEmpty().allSatisfy(sample -> {
                ForecastSample.Band band = Objects.requireNonNull(sample.band());
                assertThat(band.level()).isEqualTo(0.8);
                for (int step = 0; step < HORIZON; step++) {
                    double said = sample.said().get(step);
                    assertThat(said).isBetween(band.low().get(step), band.high().get(step));
                }
                // Of walks nothing is known but where they are: what is further ahead is less certain.
                double first = band.high().getFirst() - band.low().getFirst();
                double last = band.high().getLast() - band.low().getLast();
                assertThat(last).isGreaterThan(first);
            });
        }
    }

    @Test
    void encoded_finishedRun_measuresByTheNaiveForecastsOfTheTraining() throws IOException {
        Experiment experiment = experiment("mean-squared-error", "[mase, owa]").set("model.forecast.linear", "none");
        RunResult result = experiment.run();
        ResolvedExperiment resolved = experiment.resolve();
        TrainingConfig training = TrainingSetup.measuring(
                resolved.config(),
                TrainingSetup.of(resolved.config()),
                result.model().contract());
        Scores again = new Evaluator(
                        result.model().network(Network.Mode.INFERENCE), training::objective, EngineOptions.defaults())
                .evaluate(
                        result.model().parameters(),
                        DataReading.encoded(
                                        resolved,
                                        DataReading.of(resolved, new DataReport()),
                                        result.model().contract())
                                .validation(),
                        16);
        Scores then = result.training()
                .history()
                .get(result.training().bestEpoch() - 1)
                .validation();
        assertThat(again.figure("mase")).isCloseTo(then.figure("mase"), within(1e-9));
        assertThat(again.figure("owa")).isCloseTo(then.figure("owa"), within(1e-9));
    }
}
