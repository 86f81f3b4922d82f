package dev.sluice.core.experiment;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.plugin.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that was interrupted or failed, to go on from its last checkpoint to the bits that it would have ended with:
 *
 * <pre>{@code
 * RunResult result = Resumption.of(new Runs(Path.of("runs")).find("latest")).run();
 * }</pre>
 *
 * <p>It goes on in its own folder with the experiment as it was begun, and with the same data. Immutable.
 */
public final class Resumption {
    private final Run run;
    private final RunObserver observer;
    private final @Nullable Registry registry;
    private final boolean otherPlugins;
    private final boolean takeOver;
    private final SharedData shared;

    private Resumption(
            Run run,
            RunObserver observer,
            @Nullable Registry registry,
            boolean otherPlugins,
            boolean takeOver,
            SharedData shared) {
        this.run = run;
        this.observer = observer;
        this.registry = registry;
        this.otherPlugins = otherPlugins;
        this.takeOver = takeOver;
        this.shared = shared;
    }

    /** Of a run. */
    public static Resumption of(Run run) {
        return new Resumption(run, RunObserver.silent(), null, false, false, new SharedData());
    }

    /** A copy that tells what it does. */
    public Resumption withObserver(RunObserver changed) {
        return new Resumption(run, changed, registry, otherPlugins, takeOver, shared);
    }

    /** A copy that uses the given components instead of loading plugins. */
    public Resumption withRegistry(Registry components) {
        return new Resumption(run, observer, components, otherPlugins, takeOver, shared);
    }

    /** A copy that has its data with other runs of this process. */
    public Resumption withData(SharedData changed) {
        return new Resumption(run, observer, registry, otherPlugins, takeOver, changed);
    }

    /** A copy that goes on even if plugins are not those that the run began with; the bits may then differ. */
    public Resumption withOtherPlugins() {
        return new Resumption(run, observer, registry, true, takeOver, shared);
    }

    /** A copy that goes on even if the run says that another machine works on it, which cannot be asked from here. */
    public Resumption takingOver() {
        return new Resumption(run, observer, registry, otherPlugins, true, shared);
    }

    /**
     * Goes on, tests, exports.
     *
     * @throws RunException if the run is finished, is still going on, or its data or plugins have changed
     */
    public RunResult run() {
        return run(List.of());
    }

    /** The same, recording the command that asked for it. */
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
            return new ExperimentRunner(resolved, command, observer, warmUp, shared)
                    .run(new ResumedRun(
                            run, command, observer, this::requireStopped, before -> requirePlugins(resolved, before)));
        }
    }

    private void requireStopped() {
        RunState state = run.state();
        if (state == RunState.DAMAGED) {
            throw new RunException("how far the run " + run.id() + " is cannot be read: " + run.message()
                    + " Remove that file to go on: a run without it counts as interrupted");
        }
        if (state == RunState.FINISHED) {
            throw new RunException("the run " + run.id() + " is finished, so there is nothing to resume; for the same"
                    + " once more: 'sluice run " + run.file(RunFile.EXPERIMENT) + "'");
        }
        if (state == RunState.RUNNING && !(takeOver && run.isElsewhere())) {
            throw new RunException(
                    "a run is resumed when it has stopped, but " + run.id() + " is running: " + run.process()
                            + (run.isElsewhere()
                                    ? " works on it, as far as can be seen from here; if that is gone, add --take-over"
                                    : " works on it; wait for its end, or end it with Ctrl-C")
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
            throw new RunException("a run goes on with the plugins that it began with, but " + found
                    + "; put the same jars back, or add --other-plugins to go on with these: what comes out may then"
                    + " differ from the run without a break [Sluice/PluginChanged]");
        }
        observer.note("Going on with other plugins, so what comes out may differ: " + found);
    }

    /** How to go on with the run in a folder, as a command. */
    public static String command(Path folder) {
        return "sluice resume " + folder;
    }
}
