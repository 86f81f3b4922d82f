package dev.sluice.core.experiment;

import dev.sluice.core.data.PreparedData;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Evaluator;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows a training: picture, test, baseline, export, and the files of their results.
 *
 * @param inference the network to measure with
 * @param objectives what is measured
 * @param start the run whose smaller form was trained
 */
record RunCompletion(
        ExperimentConfig config,
        EngineOptions engine,
        RunObserver observer,
        RunFolder folder,
        PreparedData data,
        Network inference,
        TrainingConfig objectives,
        Optional<StartingPoint> start) {
    /**
     * Tests, writes and exports.
     *
     * @param model with the best weights
     * @throws ExportException if the exported model does not compute the same; results are written all the same
     */
    RunResult of(TrainingResult training, TrainedModel model, Optional<Exporter> exporter) throws IOException {
        LearningCurve.write(
                RunFile.CURVE.in(folder.path()),
                config.name(),
                training.history(),
                UsualMetrics.main(
                        training.history().isEmpty()
                                ? Scores.none()
                                : training.history().getLast().validation()));
        Scores test = test(inference, training.parameters());
        ModelSize size = ModelSize.of(training.parameters(), originals(training));
        Optional<Baseline> baseline = baseline();
        results(training, test, new RunResult.Outcome(baseline, Optional.empty(), size));
        List<String> report = new ArrayList<>(
                ResultReport.figures(config.name(), test, data.test().size(), baseline, size));
        Optional<ExportReport> export = Optional.empty();
        if (exporter.isPresent()) {
            export = Optional.of(export(exporter.get(), model, report));
        }
        RunResult.Outcome outcome = new RunResult.Outcome(baseline, export, size);
        results(training, test, outcome);
        requirePassed(export, report);
        export.ifPresent(done -> report.addAll(done.summary()));
        report.addAll(ResultReport.files(folder.path()));
        return new RunResult(new Run(folder.path()), model, training, test, report, outcome);
    }

    private void results(TrainingResult training, Scores test, RunResult.Outcome outcome) throws IOException {
        Map<String, Results.Original> madeFrom = new LinkedHashMap<>();
        for (ModelSize.Original original : outcome.size().originals()) {
            madeFrom.put(
                    original.name(),
                    new Results.Original(original.parameters(), original.test(), difference(test, original.test())));
        }
        Results results = new Results(
                training.bestEpoch(),
                training.history().size(),
                training.reason(),
                new Results.Test(data.test().size(), test),
                new Results.Size(outcome.size().parameters(), outcome.size().zeros()),
                madeFrom,
                outcome.baseline()
                        .map(beside -> new Results.Baseline(beside.name(), beside.top1(), beside.top3()))
                        .orElse(null),
                outcome.export()
                        .map(done -> new Results.Export(done.passed(), done.largestDifference()))
                        .orElse(null));
        folder.write(RunFile.RESULTS, Json.pretty(results));
    }

    private static Scores difference(Scores test, Scores original) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        test.metrics().forEach((name, value) -> metrics.put(name, value - original.figure(name)));
        return new Scores(test.loss() - original.loss(), metrics);
    }

    private Scores test(Network network, Tensors parameters) {
        int truncation = config.train().truncatedBpttSteps();
        return new Evaluator(network, objectives::objective, engine, truncation)
                .evaluate(parameters, data.test(), config.train().batchSize());
    }

    /** What the trained model is a smaller form of, measured on the same test part. */
    private List<ModelSize.Original> originals(TrainingResult training) {
        List<ModelSize.Original> originals = new ArrayList<>();
        start.ifPresent(point -> {
            TrainedModel model = point.model();
            Scores test = test(model.network(inference.mode()), model.parameters());
            originals.add(
                    new ModelSize.Original(point.name(), model.parameters().elements(), test));
        });
        TrainingResult.Dense dense = training.dense();
        if (dense.epoch() > 0) {
            Scores test = test(inference, dense.parameters());
            originals.add(new ModelSize.Original(
                    "before pruning, epoch " + dense.epoch(), dense.parameters().elements(), test));
        }
        return originals;
    }

    private Optional<Baseline> baseline() {
        if (config.data().source() instanceof BaselineProvider provider
                && !data.test().isEmpty()) {
            observer.note("Computing the baseline");
            return Optional.of(provider.baseline(data.split()));
        }
        return Optional.empty();
    }

    private ExportReport export(Exporter exporter, TrainedModel model, List<String> report) throws IOException {
        observer.note("Exporting the best model and checking the file against it");
        Validation validation = Validation.of(data.validation(), inference, objectives::objective);
        try {
            return exporter.export(model, validation, folder.path(), config.export());
        } catch (ExportException | IOException e) {
            // The training was not in vain: say how good the model is all the same.
            report.forEach(observer::note);
            throw e;
        }
    }

    private void requirePassed(Optional<ExportReport> export, List<String> report) {
        if (export.isPresent() && !export.get().passed()) {
            report.forEach(observer::note);
            throw new ExportException("the exported model must compute the same as the trained one: "
                    + String.join("; ", export.get().summary()) + "; all of it is in proof.json");
        }
    }
}
