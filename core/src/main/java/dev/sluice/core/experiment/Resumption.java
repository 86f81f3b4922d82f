package dev.sluice.core.experiment;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunGroup;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Resumes a run that was interrupted or failed, from its last checkpoint to the bits that it would have ended with:
 *
 * <pre>{@code
 * RunResult result = Resumption.of(new Runs(Path.of("runs")).find("latest")).run();
 * }</pre>
 *
 * <p>The run continues in its own folder, with its own copy of the experiment and the same data. Immutable.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Resumption {
    private final Run run;
    private final RunObserver observer;
    private final @Nullable Registry registry;
    private final boolean otherPlugins;
    private final boolean takeOver;
    private final SharedData shared;
    private final Optional<TrainingCluster.Connection> cluster;

    private Resumption(
            Run run,
            RunObserver observer,
            @Nullable Registry registry,
            boolean otherPlugins,
            boolean takeOver,
            SharedData shared,
            Optional<TrainingCluster.Connection> cluster) {
        this.run = run;
        this.observer = observer;
        this.registry = registry;
        this.otherPlugins = otherPlugins;
        this.takeOver = takeOver;
        this.shared = shared;
        this.cluster = cluster;
    }

    /** The resumption of a run. */
    public static Resumption of(Run run) {
        return new Resumption(run, RunObserver.silent(), null, false, false, new SharedData(), Optional.empty());
    }

    /** A copy that reports its progress. */
    public Resumption withObserver(RunObserver changed) {
        return new Resumption(run, changed, registry, otherPlugins, takeOver, shared, cluster);
    }

    /** A copy that uses the given components instead of loading plugins. */
    public Resumption withRegistry(Registry components) {
        return new Resumption(run, observer, components, otherPlugins, takeOver, shared, cluster);
    }

    /** A copy that has its data with other runs of this process. */
    @API(status = API.Status.INTERNAL)
    public Resumption withData(SharedData changed) {
        return new Resumption(run, observer, registry, otherPlugins, takeOver, changed, cluster);
    }

    /** A copy whose batches are computed on a cluster, shard by shard. It is not closed. */
    @API(status = API.Status.INTERNAL)
    public Resumption on(TrainingCluster.Connection machines) {
        return new Resumption(run, observer, registry, otherPlugins, takeOver, shared, Optional.of(machines));
    }

    /** A copy that accepts other plugins than those that the run began with; the bits may then differ. */
    public Resumption withOtherPlugins() {
        return new Resumption(run, observer, registry, true, takeOver, shared, cluster);
    }

    /** A copy that takes over a run that is marked as running on another machine, which cannot be checked from here. */
    public Resumption takingOver() {
        return new Resumption(run, observer, registry, otherPlugins, true, shared, cluster);
    }

    /**
     * Trains to the end, tests and exports.
     *
     * @throws RunException if the run is finished, is still going on, or its data or plugins have changed
     */
    public RunResult run() {
        return run(List.of());
    }

    /** Runs as {@link #run()} does, and records the command that started it. */
    public RunResult run(List<String> command) {
        requireStopped();
        if (!Files.exists(run.file(RunFile.EXPERIMENT))) {
            throw new RunException(
                    "the run " + run.id() + " stopped before its experiment was written, so there is nothing"
                            + " to go on with; begin anew with 'sluice run FILE'");
        }
        try (WarmUp warmUp = WarmUp.start(EngineOptions.defaults().kernels())) {
            Experiment experiment = Experiment.load(TrainedModels.experiment(run));
            ResolvedExperiment resolved = (registry == null ? experiment : experiment.withRegistry(registry)).resolve();
            return new ExperimentRunner(resolved, command, observer, warmUp, shared, cluster)
                    .run(new ResumedRun(
                            run, command, observer, this::requireStopped, before -> requirePlugins(resolved, before)));
        }
    }

    /**
     * Goes on with a run, unless it is finished, and then with the members of its group that have not begun.
     *
     * @throws RunException if there is nothing to go on with, or the run cannot go on
     */
    public GroupResult runAll(List<String> command) {
        boolean finished = run.state() == RunState.FINISHED;
        Optional<RunGroup> group = RunGroup.of(run);
        if (group.isEmpty() || (finished && group.get().missing().isEmpty())) {
            return GroupResult.of(run(command));
        }
        GroupRunner members =
                new GroupRunner(group.get().plan().variations(), group.get().id(), observer);
        if (!finished) {
            members.add(run(command));
        }
        Experiment recorded = Experiment.load(TrainedModels.experiment(run));
        Experiment experiment = (registry == null ? recorded : recorded.withRegistry(registry)).withObserver(observer);
        try (WarmUp warmUp = WarmUp.start(EngineOptions.defaults().kernels())) {
            members.run(group.get().missing(), (variation, start) -> {
                ResolvedExperiment own = experiment.member(variation).resolve();
                Path file = TrainedModels.experiment(run);
                return new ExperimentRunner(own, command, observer, warmUp, shared, cluster)
                        .run(start.of(new NewRun(own, text(run), file, parent(run))));
            });
        }
        return members.conclude(run);
    }

    private static String text(Run run) {
        try {
            return Files.readString(run.file(RunFile.ORIGINAL));
        } catch (IOException e) {
            throw new UncheckedIOException("the experiment of " + run.id() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path parent(Run run) {
        Path beside = run.path().toAbsolutePath().normalize().getParent();
        return beside == null ? Path.of("runs") : beside;
    }

    private void requireStopped() {
        RunState state = run.state();
        if (state == RunState.DAMAGED) {
            throw new RunException("how far the run " + run.id() + " is cannot be read: " + run.message()
                    + " Remove that file to resume the run: without it, a run counts as interrupted");
        }
        if (state == RunState.FINISHED) {
            throw new RunException(
                    "the run " + run.id() + " is finished, so there is nothing to resume; to run the same"
                            + " again: 'sluice run " + run.file(RunFile.EXPERIMENT) + "'");
        }
        if (state == RunState.RUNNING && !(takeOver && run.isElsewhere())) {
            throw new RunException("a run can be resumed once it has stopped, but " + run.id() + " is running: "
                    + run.process()
                    + (run.isElsewhere()
                            ? " works on it, with its last sign of life "
                                    + run.silence().map(Duration::toSeconds).orElse(0L)
                                    + " s ago; if that process is gone, wait a minute, or add --take-over"
                            : " works on it; wait until it ends, or stop it with Ctrl-C")
                    + " [Sluice/StillRunning]");
        }
    }

    private void requirePlugins(ResolvedExperiment resolved, List<PluginRecord> before) {
        List<String> changes = PluginChanges.between(before, resolved.registry());
        if (changes.isEmpty()) {
            return;
        }
        String found = String.join("; ", changes);
        if (!otherPlugins) {
            throw new RunException("a run continues with the plugins that it began with, but " + found
                    + "; put the same jars back, or add --other-plugins to continue with these: the results may then"
                    + " differ from the run without a break [Sluice/PluginChanged]");
        }
        observer.note("Continuing with other plugins, so the results may differ: " + found);
    }

    /** The command that resumes the run in a folder. */
    public static String command(Path folder) {
        return "sluice resume " + folder;
    }
}
