package dev.sluice.tuning.experiment;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.MeasuredObjectives;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.SharedData;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.tuning.journal.StudyFolder;
import dev.sluice.tuning.study.Budget;
import dev.sluice.tuning.study.Study;
import dev.sluice.tuning.study.StudyDefinition;
import dev.sluice.tuning.study.StudyObserver;
import dev.sluice.tuning.study.StudyRecord;
import dev.sluice.tuning.trial.TrialRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * A study of an experiment with open values, in a folder. The same call starts and continues it. Immutable.
 *
 * <pre>{@code
 * OpenExperiment open = Experiment.load(Path.of("experiment.yaml")).open();
 * StudyRecord study = ExperimentStudy.in(Path.of("studies/names"), open).run();
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ExperimentStudy {
    private final StudyFolder folder;
    private final OpenExperiment open;
    private final SharedData shared;
    private final Budget budget;
    private final int workers;
    private final StudyObserver observer;

    private ExperimentStudy(
            StudyFolder folder,
            OpenExperiment open,
            SharedData shared,
            Budget budget,
            int workers,
            StudyObserver observer) {
        this.folder = folder;
        this.open = open;
        this.shared = shared;
        this.budget = budget;
        this.workers = workers;
        this.observer = observer;
    }

    /** A study in a folder, with the budget and the number of workers given by the experiment. */
    public static ExperimentStudy in(Path folder, OpenExperiment open) {
        TuneConfig tune = open.tune();
        int processors = Runtime.getRuntime().availableProcessors();
        return new ExperimentStudy(
                new StudyFolder(folder),
                open,
                new SharedData(),
                new Budget(tune.budget().mostTrials(), tune.budget().mostMinutes()),
                tune.workers() > 0 ? tune.workers() : Math.clamp(processors, 1, tune.eager() ? processors : tune.lag()),
                StudyObserver.silent());
    }

    /**
     * An existing study, with the experiment and the budget in its folder.
     *
     * @throws dev.sluice.tuning.study.StudyException if there is none
     */
    public static ExperimentStudy join(Path folder) throws IOException {
        StudyRecord record = StudyRecord.read(folder);
        OpenExperiment open = Experiment.load(record.folder().experiment()).open();
        return in(folder, open).withBudget(record.budget());
    }

    /** A copy with another number of concurrent trials on this machine. */
    public ExperimentStudy withWorkers(int changed) {
        return new ExperimentStudy(folder, open, shared, budget, changed, observer);
    }

    /** A copy with another budget. */
    public ExperimentStudy withBudget(Budget changed) {
        return new ExperimentStudy(folder, open, shared, changed, workers, observer);
    }

    /** A copy with an observer. */
    public ExperimentStudy withObserver(StudyObserver changed) {
        return new ExperimentStudy(folder, open, shared, budget, workers, changed);
    }

    /** The folder. */
    @API(status = API.Status.INTERNAL)
    public StudyFolder folder() {
        return folder;
    }

    /** The experiment that is searched. */
    public OpenExperiment experiment() {
        return open;
    }

    /** The data shared by its trials. */
    SharedData shared() {
        return shared;
    }

    /** The number of concurrent trials on this machine. */
    public int workers() {
        return workers;
    }

    /** Kernel threads per trial, such that all trials together use all processors. */
    public int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
    }

    /**
     * Runs the study until it has no further jobs, training in this process.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    public StudyRecord run() throws InterruptedException {
        return run(study -> study.trials(study.threads()));
    }

    /**
     * A runner of its trials in this process.
     *
     * @param threadsEach kernel threads per trial
     */
    @API(status = API.Status.INTERNAL)
    public TrialRunner trials(int threadsEach) {
        return new ExperimentTrials(open, folder.trials(), shared, threadsEach);
    }

    /**
     * Runs the study until it has no further jobs.
     *
     * @param runners creates the runner of the trials
     * @throws dev.sluice.tuning.study.StudyException if the folder holds another study, or nothing satisfies the constraints
     * @throws InterruptedException if this thread was interrupted
     */
    @API(status = API.Status.INTERNAL)
    public StudyRecord run(Function<ExperimentStudy, TrialRunner> runners) throws InterruptedException {
        StudyDefinition definition = definition();
        if (!Files.exists(folder.definition())) {
            // A study that has begun was checked.
            requireMeasured();
            new FirstCombination(
                            new SpaceConstraint(open, shared), open.space(), open.start(), open.seed(), observer::note)
                    .require();
        }
        Study study = Study.in(folder.path(), definition, budget)
                .withWorkers(workers)
                .withObserver(observer)
                .withFile(StudyFolder.EXPERIMENT, open.yamlFor(folder.path()));
        try (TrialRunner runner = runners.apply(this)) {
            return study.run(runner);
        }
    }

    private void requireMeasured() {
        try {
            MeasuredObjectives.require(open, shared);
        } catch (IOException e) {
            throw new UncheckedIOException("the data cannot be read: " + e.getMessage(), e);
        }
    }

    private StudyDefinition definition() {
        TuneConfig tune = open.tune();
        return new StudyDefinition(
                open.space(),
                open.objectives(),
                open.epochs(),
                open.seed(),
                tune.eager() ? StudyDefinition.EAGER : tune.lag(),
                tune.sampler().component(),
                tune.pruner().component(),
                new PatientConstraint(new SpaceConstraint(open, shared), System::nanoTime, observer::note),
                open.start(),
                facts());
    }

    /** The values that must be unchanged to continue the study. */
    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sampler", open.searched("sampler"));
        facts.put("pruner", open.searched("pruner"));
        facts.put("constraints", open.searched("constraints"));
        facts.put("repeats", open.searched("repeats"));
        facts.put("experiment", open.written());
        facts.put("data", data());
        facts.put("sluice", Provenance.version());
        Map<String, Object> plugins = new LinkedHashMap<>();
        for (LoadedPlugin plugin : open.registry().plugins()) {
            plugins.put(plugin.id(), plugin.version() + " with SHA-256 " + plugin.sha256());
        }
        facts.put("plugins", plugins);
        return facts;
    }

    /** Fingerprint of the data, unless the space contains alternatives. */
    private String data() {
        ResolvedExperiment first = open.sample();
        try {
            return open.isSettled("data.source") ? shared.fingerprint(first) : "as each trial has them";
        } catch (IOException e) {
            throw new UncheckedIOException("the data cannot be read: " + e.getMessage(), e);
        }
    }
}
