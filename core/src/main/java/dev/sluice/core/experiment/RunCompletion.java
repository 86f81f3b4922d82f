package dev.sluice.core.experiment;

import dev.sluice.core.data.Example;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.picture.RunPictures;
import dev.sluice.core.experiment.record.IntervalRecord;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.ThresholdRecord;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingResult;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a run, after its training: picture, test, baselines, export, and the files of their results.
 *
 * @param prepared the training
 * @param judgement of the model and its baselines
 */
record RunCompletion(PreparedTraining prepared, TestJudgement judgement, EngineOptions engine, RunObserver observer) {
    /**
     * Tests, writes and exports.
     *
     * @param model with the best weights
     * @throws ExportException if the exported model does not compute the same; results are written all the same
     */
    RunResult of(TrainingResult training, TrainedModel model, Optional<Exporter> exporter) throws IOException {
        Map<String, IntervalRecord> calibrated = Intervals.calibrate(prepared, model, engine);
        if (!calibrated.isEmpty()) {
            prepared.folder().write(RunFile.INTERVALS, Json.pretty(calibrated));
        }
        Map<String, ThresholdRecord> thresholds =
                ChosenThresholds.choose(prepared, model, judgement.evaluator(prepared.inference(), model));
        TrainedModel finished = model.withIntervals(Intervals.with(model.intervals(), calibrated))
                .withContract(ChosenThresholds.with(model.contract(), thresholds));
        if (!thresholds.isEmpty()) {
            prepared.folder().write(RunFile.THRESHOLDS, Json.pretty(thresholds));
            prepared.folder().write(RunFile.CONTRACT, ModelFile.write(finished.contract()));
        }
        TestJudgement.Outcome judged = judgement.of(finished, observer);
        ModelSize size = ModelSize.of(training.parameters(), originals(training));
        results(training, new RunResult.Outcome(judged, Optional.empty(), size));
        if (!judged.samples().isEmpty()) {
            prepared.folder().write(RunFile.SAMPLES, Json.pretty(judged.samples()));
        }
        List<Example> test = prepared.data().split().test();
        if (!judged.texts().isEmpty()) {
            prepared.folder().write(RunFile.WRITTEN, WrittenTexts.file(judged.texts(), test));
        }
        List<String> report = new ArrayList<>(ResultReport.figures(
                prepared.config().name(), judged, prepared.data().test().size(), size));
        report.addAll(WrittenTexts.report(judged.texts(), test));
        report.addAll(Intervals.report(calibrated));
        report.addAll(ChosenThresholds.report(thresholds));
        draw();
        Optional<ExportReport> export = Optional.empty();
        if (exporter.isPresent()) {
            export = Optional.of(export(exporter.get(), finished, report));
        }
        RunResult.Outcome outcome = new RunResult.Outcome(judged, export, size);
        results(training, outcome);
        requirePassed(export, report);
        export.ifPresent(done -> report.addAll(done.summary()));
        report.addAll(ResultReport.files(prepared.folder().path()));
        return new RunResult(new Run(prepared.folder().path()), finished, training, report, outcome);
    }

    /** A picture that cannot be drawn, for want of fonts or of room on the disk, costs nothing else. */
    private void draw() {
        if (!prepared.config().pictures()) {
            return;
        }
        try {
            Run run = new Run(prepared.folder().path());
            RunPictures.write(RunPictures.of(run), run.file(RunFile.PICTURES));
        } catch (IOException | RuntimeException | LinkageError e) {
            observer.note("The pictures could not be drawn: " + e);
        }
    }

    private void results(TrainingResult training, RunResult.Outcome outcome) throws IOException {
        Scores test = outcome.judged().scores();
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
                new Results.Test(prepared.data().test().size(), test),
                new Results.Size(outcome.size().parameters(), outcome.size().zeros()),
                madeFrom,
                outcome.judged().details(),
                outcome.judged().baselines(),
                outcome.judged().verdict().orElse(null),
                outcome.export()
                        .map(done -> new Results.Export(done.passed(), done.largestDifference()))
                        .orElse(null));
        prepared.folder().write(RunFile.RESULTS, Json.pretty(results));
    }

    private static Scores difference(Scores test, Scores original) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        test.metrics().forEach((name, value) -> metrics.put(name, value - original.figure(name)));
        return new Scores(test.loss() - original.loss(), metrics);
    }

    /** The larger models that this one was made from, measured on the same test part. */
    private List<ModelSize.Original> originals(TrainingResult training) {
        List<ModelSize.Original> originals = new ArrayList<>();
        prepared.start().ifPresent(point -> {
            TrainedModel model = point.model();
            Scores test = judgement.of(model, model.network(prepared.inference().mode()));
            originals.add(
                    new ModelSize.Original(point.name(), model.parameters().elements(), test));
        });
        TrainingResult.Dense dense = training.dense();
        if (dense.epoch() > 0) {
            Scores test = judgement.of(prepared.model(dense.parameters()), prepared.inference());
            originals.add(new ModelSize.Original(
                    "before pruning, epoch " + dense.epoch(), dense.parameters().elements(), test));
        }
        return originals;
    }

    private ExportReport export(Exporter exporter, TrainedModel model, List<String> report) throws IOException {
        observer.note("Exporting the best model and comparing the file with it");
        Validation validation = Validation.of(
                prepared.data().validation(),
                prepared.inference(),
                judgement.training(model)::objective,
                model.parameters());
        try {
            return exporter.export(model, validation, prepared.folder().path());
        } catch (ExportException | IOException e) {
            // The training was not in vain: say how good the model is all the same.
            report.forEach(observer::note);
            throw e;
        }
    }

    private void requirePassed(Optional<ExportReport> export, List<String> report) {
        if (export.isPresent() && !export.get().passed()) {
            report.forEach(observer::note);
            throw ExportException.unproven(export.get().summary());
        }
    }
}
