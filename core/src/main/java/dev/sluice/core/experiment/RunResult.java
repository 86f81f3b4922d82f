package dev.sluice.core.experiment;

import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.TestDetails;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingResult;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** The outcome of a run; all of it is also in the files of its folder. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class RunResult {
    private final Run run;
    private final TrainedModel model;
    private final TrainingResult training;
    private final List<String> report;
    private final Outcome outcome;

    /** Results other than those of training. */
    record Outcome(TestJudgement.Outcome judged, Optional<ExportReport> export, ModelSize size) {}

    RunResult(Run run, TrainedModel model, TrainingResult training, List<String> report, Outcome outcome) {
        this.run = run;
        this.model = model;
        this.training = training;
        this.report = List.copyOf(report);
        this.outcome = outcome;
    }

    /** The run and its folder. */
    public Run run() {
        return run;
    }

    /** The model with the weights of the best epoch. */
    public TrainedModel model() {
        return model;
    }

    /** The history of the training and its best epoch. */
    public TrainingResult training() {
        return training;
    }

    /** Figures on the test part; NaN without one. */
    public Scores test() {
        return outcome.judged().scores();
    }

    /** Figures of the baselines on the same test part, in the order of the experiment. */
    public List<BaselineFigures> baselines() {
        return outcome.judged().baselines();
    }

    /** Whether the model beats its baselines; empty without baselines. */
    public Optional<Verdict> verdict() {
        return outcome.judged().verdict();
    }

    /** Confusion, calibration, figures by step and by series. */
    public TestDetails details() {
        return outcome.judged().details();
    }

    /** The report of the export; empty if nothing was exported. */
    public Optional<ExportReport> export() {
        return outcome.export();
    }

    /** Lines for people: how good the model is, and where everything is. */
    public List<String> report() {
        return report;
    }
}
