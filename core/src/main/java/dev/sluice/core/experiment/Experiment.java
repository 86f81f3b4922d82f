package dev.sluice.core.experiment;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.space.OpenValues;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it was written, which can be changed and run:
 *
 * <pre>{@code
 * RunResult result = Experiment.load(Path.of("experiment.yaml")).set("train.epochs", 3).run();
 *
 * RunResult other = Experiment.named("names")
 *         .set("data.source", "csv").set("data.source.options.file", "names.csv") ...
 *         .run();
 * }</pre>
 *
 * <p>Immutable: {@code set} and {@code with…} give changed copies.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Experiment {
    private final Path file;
    private final String text;
    private final List<String> overrides;
    private final Path runs;
    private final RunObserver observer;
    private final @Nullable Registry registry;
    private final @Nullable Run from;
    private final boolean once;

    private Experiment(
            Path file,
            String text,
            List<String> overrides,
            Path runs,
            RunObserver observer,
            @Nullable Registry registry,
            @Nullable Run from,
            boolean once) {
        this.file = file;
        this.text = text;
        this.overrides = List.copyOf(overrides);
        this.runs = runs;
        this.observer = observer;
        this.registry = registry;
        this.from = from;
        this.once = once;
    }

    /**
     * The experiment of a file.
     *
     * @throws ConfigException if the file cannot be read
     */
    public static Experiment load(Path file) {
        return new Experiment(
                file, ExperimentLoader.text(file), List.of(), Path.of("runs"), RunObserver.silent(), null, null, false);
    }

    /** An experiment without a file: everything else is {@link #set}. Relative paths are relative to the current folder. */
    public static Experiment named(String name) {
        return parse("").set("name", name);
    }

    /** The experiment of a YAML text. Relative paths are relative to the current folder. */
    public static Experiment parse(String yaml) {
        return new Experiment(
                Path.of("experiment"), yaml, List.of(), Path.of("runs"), RunObserver.silent(), null, null, false);
    }

    /**
     * A copy with one value changed, as by {@code --set} on the command line.
     *
     * @param path of the key, for example {@code train.optimizer.options.learning_rate}
     * @param value a number, boolean, string, enum constant, component's name or options record, a list or map of these; or a
     *     {@link dev.sluice.core.search.Domain} or {@link dev.sluice.core.experiment.space.Options}, which leave it open
     */
    public Experiment set(String path, Object value) {
        return set(path + "=" + YamlWriter.inline(OpenValues.node(value, path)));
    }

    /** A copy with one value changed, written {@code path=YAML}. */
    public Experiment set(String override) {
        List<String> more = new ArrayList<>(overrides);
        more.add(override);
        return new Experiment(file, text, more, runs, observer, registry, from, once);
    }

    /** A copy whose runs go into another folder than {@code ./runs}. */
    public Experiment withRuns(Path folder) {
        return new Experiment(file, text, overrides, folder, observer, registry, from, once);
    }

    /** A copy that reports its progress. */
    public Experiment withObserver(RunObserver changed) {
        return new Experiment(file, text, overrides, runs, changed, registry, from, once);
    }

    /** A copy that uses the given components instead of loading plugins. */
    public Experiment withRegistry(Registry components) {
        return new Experiment(file, text, overrides, runs, observer, components, from, once);
    }

    /**
     * A copy whose run goes on from where the training of another one stood, to more epochs: with its weights, optimizer and
     * schedule, as if it had been given them from the start. Data, plugins and everything in the experiment but {@code
     * train.epochs} and {@code train.early_stopping.patience} must be the same.
     */
    public Experiment continuing(Run run) {
        return new Experiment(file, text, overrides, runs, observer, registry, run, once);
    }

    /** A copy whose run is refused, before training, if the same one is in the folder of runs already: it would come to the same bits. */
    public Experiment onlyOnce() {
        return new Experiment(file, text, overrides, runs, observer, registry, from, true);
    }

    /**
     * Checks everything that can be checked before data are read.
     *
     * @throws ConfigException with all that is wrong
     * @throws dev.sluice.core.plugin.PluginException if plugins cannot be loaded
     */
    @API(status = API.Status.INTERNAL)
    public ResolvedExperiment resolve() {
        return new ExperimentLoader(file, overrides).load(text, Optional.ofNullable(registry));
    }

    /**
     * The experiment as a space to search: some of its values are domains.
     *
     * @throws ConfigException with all that is wrong
     * @throws dev.sluice.core.plugin.PluginException if plugins cannot be loaded
     */
    public OpenExperiment open() {
        return new ExperimentLoader(file, overrides).open(text, Optional.ofNullable(registry));
    }

    /**
     * Trains, tests and exports, with everything recorded in a new folder.
     *
     * @throws ConfigException if the experiment is not right
     * @throws dev.sluice.core.data.DataException if its data are not
     * @throws dev.sluice.core.train.TrainingDivergedException if training diverges
     * @throws ExportException if the exported model does not compute the same
     */
    public RunResult run() {
        return run(List.of());
    }

    /** Runs as {@link #run()} does, and records the command that started the run. */
    public RunResult run(List<String> command) {
        try (WarmUp warmUp = WarmUp.start(EngineOptions.defaults().kernels())) {
            ResolvedExperiment resolved = resolve();
            return new ExperimentRunner(resolved, command, observer, warmUp, new SharedData()).run(start(resolved));
        }
    }

    private RunStart start(ResolvedExperiment resolved) {
        NewRun own = new NewRun(resolved, text, file, runs);
        if (from == null) {
            return once ? new OnceOnly(own) : own;
        }
        try {
            return ContinuedRun.of(own, from, observer);
        } catch (IOException e) {
            throw new UncheckedIOException("the run " + from.id() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
