package dev.sluice.cli;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.experiment.ExperimentStudy;
import dev.sluice.tuning.experiment.StudyConclusion;
import dev.sluice.tuning.experiment.TrialCluster;
import dev.sluice.tuning.report.StudyReport;
import dev.sluice.tuning.study.StudyObserver;
import dev.sluice.tuning.study.StudyRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice tune}. */
@Command(
        name = "tune",
        description =
                "Search for the best values of the open options of an experiment file, then test and export the best"
                        + " model. If called again, it continues where it was stopped.",
        mixinStandardHelpOptions = true)
final class TuneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "The experiment file, with domains of options: learning_rate: {float: [1e-4, 1e-1], log: true}.")
    private @Nullable Path file;

    @Option(
            names = "--join",
            paramLabel = "STUDY",
            description =
                    "Join a study that was started elsewhere, on this machine or in a shared folder, until it has no more"
                            + " trials.")
    private @Nullable String join;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a value of the experiment, for example tune.budget.trials=20; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the study (default: the experiment's name).")
    private @Nullable String name;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Maximum number of trials, instead of tune.budget.trials.")
    private @Nullable Integer trials;

    @Option(names = "--minutes", paramLabel = "N", description = "Maximum minutes, instead of tune.budget.minutes.")
    private @Nullable Double minutes;

    @Option(names = "--workers", paramLabel = "N", description = "Concurrent trials, instead of tune.workers.")
    private @Nullable Integer workers;

    @Option(
            names = "--on",
            paramLabel = "MASTER",
            description = "Run the trials on a Spark cluster, such as spark://host:7077, instead of tune.cluster.")
    private @Nullable String cluster;

    @Option(
            names = "--retrain",
            description =
                    "Retrain the best trial on the training and the validation part together, and test and export that"
                            + " model.")
    private boolean retrain;

    @Mixin
    private StudiesOption studies = new StudiesOption();

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((file == null) == (join == null)) {
            throw new ParameterException(
                    spec.commandLine(), "name either the experiment FILE to search, or the study to --join");
        }
        ExperimentStudy study = join == null
                ? begun()
                : ExperimentStudy.join(studies.studies().find(join).path());
        study = workers == null ? study : study.withWorkers(workers);
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = Terminal.isThere();
        StudyRecord record = run(study.withObserver(quiet ? StudyObserver.silent() : new StudyPrinter(out, terminal)));
        if (join == null) {
            conclude(study, record, out, terminal);
        }
        return 0;
    }

    private StudyRecord run(ExperimentStudy study) throws InterruptedException {
        String master = cluster == null ? study.experiment().tune().cluster() : cluster;
        if (!master.isEmpty()) {
            TrialCluster there = TrialCluster.installed();
            return study.run(all -> there.trials(all, master));
        }
        return study.experiment().tune().where() == TuneConfig.Place.THREADS
                ? study.run()
                : study.run(WorkerCommand::processes);
    }

    private ExperimentStudy begun() {
        Experiment experiment = Experiment.load(Objects.requireNonNull(file));
        for (String override : overrides) {
            experiment = experiment.option(override);
        }
        if (trials != null) {
            experiment = experiment.option("tune.budget.trials=" + trials);
        }
        if (minutes != null) {
            experiment = experiment.option("tune.budget.minutes=" + minutes);
        }
        OpenExperiment open = experiment.open();
        String called = name == null ? open.name() : name;
        return ExperimentStudy.in(studies.folder().resolve(RunFolder.slug(called)), open);
    }

    private void conclude(ExperimentStudy study, StudyRecord record, PrintWriter out, boolean terminal)
            throws IOException {
        StudyConclusion conclusion =
                new StudyConclusion(study, quiet ? RunObserver.silent() : new ProgressPrinter(out, terminal));
        List<String> command = ObservedRun.command(spec);
        StudyConclusion.Result result =
                retrain ? conclusion.retrained(record, command) : conclusion.of(record, command);
        Path report = StudyReport.write(record, record.folder().path());
        if (quiet) {
            return;
        }
        Trial winner = result.winner();
        out.println();
        out.println(StudyWords.counts(record.progress()) + ". The best is trial " + winner.number() + ":");
        String values = StudyWords.values(winner, record.objectives());
        out.println("  "
                + String.join(
                        " ", record.objectives().stream().map(Objective::name).toList()) + ": " + values);
        winner.assignment().values().forEach((path, value) -> out.println("  " + path + ": " + value));
        out.println();
        result.report().forEach(out::println);
        out.println("To train it again: 'sluice run " + result.file() + "'");
        out.println("Importance of the options, with all trials: " + report);
    }
}
