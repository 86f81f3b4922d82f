package dev.sluice.core.experiment;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.comparison.RunDifference;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Sources;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recorded run again, from its record, and says whether it came out the same:
 *
 * <pre>{@code
 * Repetition.Result again = Repetition.of(new Runs(Path.of("runs")).find("latest")).run();
 * System.out.println(again.difference().hasSameOutcome());
 * }</pre>
 *
 * <p>The new run has a folder of its own beside the old one. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Repetition {
    private final Run run;
    private final Path runs;
    private final RunObserver observer;
    private final @Nullable Registry registry;
    private final boolean atCommit;

    private Repetition(Run run, Path runs, RunObserver observer, @Nullable Registry registry, boolean atCommit) {
        this.run = run;
        this.runs = runs;
        this.observer = observer;
        this.registry = registry;
        this.atCommit = atCommit;
    }

    /**
     * Both runs.
     *
     * @param again the outcome of the new run
     * @param difference of the new run from the old one
     */
    public record Result(RunResult again, RunDifference difference) {}

    /** The repetition of a run, into the folder where it lies. */
    public static Repetition of(Run run) {
        Path beside = run.path().toAbsolutePath().normalize().getParent();
        return new Repetition(run, beside == null ? Path.of("runs") : beside, RunObserver.silent(), null, false);
    }

    /** A copy whose run goes into another folder. */
    public Repetition withRuns(Path folder) {
        return new Repetition(run, folder, observer, registry, atCommit);
    }

    /** A copy that reports its progress. */
    public Repetition withObserver(RunObserver changed) {
        return new Repetition(run, runs, changed, registry, atCommit);
    }

    /** A copy that uses the given components instead of loading plugins. */
    public Repetition withRegistry(Registry components) {
        return new Repetition(run, runs, observer, components, atCommit);
    }

    /**
     * A copy that reads the experiment's files as they were: those of the recorded commit with the recorded patch. Files that
     * were not under version control are not among them.
     */
    public Repetition atCommit() {
        return new Repetition(run, runs, observer, registry, true);
    }

    /**
     * Trains, tests and exports again, and compares.
     *
     * @throws RunException if the run has no record to run from, or its files as they were cannot be had
     */
    public Result run() {
        return run(List.of());
    }

    /** Runs as {@link #run()} does, and records the command that started it. */
    public Result run(List<String> command) {
        Path file = TrainedModels.experiment(run);
        try (WarmUp warmUp = WarmUp.start(EngineOptions.defaults().kernels())) {
            run.requireUnchanged(RunFile.EXPERIMENT);
            Experiment experiment = Experiment.load(file);
            if (atCommit) {
                Path sources = Sources.of(run).writeInto(runs);
                observer.note("The files of the commit are in " + sources);
                experiment = experiment.set("folder", sources.toAbsolutePath().toString());
            }
            ResolvedExperiment resolved = (registry == null ? experiment : experiment.withRegistry(registry)).resolve();
            NewRun own = new NewRun(resolved, Files.readString(file), file, runs);
            RunResult again = new ExperimentRunner(
                            resolved, command, observer, warmUp, new SharedData(), Optional.empty())
                    .run(new RepeatedRun(own, run, changes(resolved), observer));
            return new Result(again, RunDifference.between(run, again.run()));
        } catch (IOException e) {
            throw new UncheckedIOException("the run " + run.id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The differences that are known before data are read: versions and plugins. */
    private List<String> changes(ResolvedExperiment resolved) {
        List<String> changes = new ArrayList<>();
        run.provenance().ifPresent(then -> {
            if (!then.sluice().equals(Provenance.version())) {
                changes.add("Sluice was " + then.sluice() + " and is " + Provenance.version());
            }
            changes.addAll(PluginChanges.between(then.plugins(), resolved.registry()));
        });
        return changes;
    }
}
