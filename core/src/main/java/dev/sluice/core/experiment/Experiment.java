package dev.sluice.core.experiment;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.GivenExamples;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.space.OpenValues;
import dev.sluice.core.experiment.yaml.ChangedValue;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.kernel.WarmUp;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it was written, which can be changed and run:
 *
 * <pre>{@code
 * RunResult result = Experiment.load(Path.of("experiment.yaml")).set("train.epochs", 3).run();
 * }</pre>
 *
 * <p>It can be written in Java alone, with examples that are in memory and a cell that is a lambda; a test runs this:
 *
 * {@snippet lang = java :
 * List<Example> examples = new ArrayList<>();
 * for (int i = 0; i < 200; i++) {
 *     double[] wave = new double[12];
 *     double frequency = i % 2 == 0 ? 0.5 : 1.5;
 *     double phase = i;
 *     Arrays.setAll(wave, t -> Math.sin(t * frequency + phase));
 *     examples.add(new Example(
 *             new Sequence.Series(Matrix.wrap(12, 1, wave)),
 *             new Target.Labels(new TreeSet<>(List.of(i % 2 == 0 ? "slow" : "fast")))));
 * }
 * RunResult result = Experiment.named("waves")
 *         .withExamples(examples)
 *         .withComponent(Cell.class, "leaky", cell -> {
 *             Expr h = cell.state("h");
 *             cell.next("h", h.mul(0.5).add(Exprs.tanh(cell.linear("c", cell.input(), h)).mul(0.5)));
 *         })
 *         .set("model.encoder.cell", "leaky")
 *         .set("model.encoder.hidden", 8)
 *         .set("train.epochs", 30)
 *         .set("train.optimizer.options.learning_rate", 0.03)
 *         .run();
 * result.report().forEach(System.out::println);
 * }
 *
 * <p>Immutable: {@code set} and {@code with…} give changed copies. What listens to a run is told in this order: {@link RunObserver}.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Experiment {
    private final Path file;
    private final String text;
    private final List<ChangedValue> overrides;
    private final Path runs;
    private final RunObserver observer;
    private final @Nullable Registry registry;
    private final UnaryOperator<Registry> given;
    private final @Nullable Run from;
    private final boolean once;
    private final List<Example> examples;
    private final Optional<TrainingCluster.Connection> cluster;

    private Experiment(
            Path file,
            String text,
            List<ChangedValue> overrides,
            Path runs,
            RunObserver observer,
            @Nullable Registry registry,
            UnaryOperator<Registry> given,
            @Nullable Run from,
            boolean once,
            List<Example> examples,
            Optional<TrainingCluster.Connection> cluster) {
        this.file = file;
        this.text = text;
        this.overrides = List.copyOf(overrides);
        this.runs = runs;
        this.observer = observer;
        this.registry = registry;
        this.given = given;
        this.from = from;
        this.once = once;
        this.examples = List.copyOf(examples);
        this.cluster = cluster;
    }

    /**
     * The experiment of a file.
     *
     * @throws ConfigException if the file cannot be read
     */
    public static Experiment load(Path file) {
        return new Experiment(
                file,
                ExperimentLoader.text(file),
                List.of(),
                Path.of("runs"),
                RunObserver.silent(),
                null,
                UnaryOperator.identity(),
                null,
                false,
                List.of(),
                Optional.empty());
    }

    /** An experiment without a file: everything else is {@link #set}. Relative paths are relative to the current folder. */
    public static Experiment named(String name) {
        return parse("").set("name", name);
    }

    /** The experiment of a YAML text. Relative paths are relative to the current folder. */
    public static Experiment parse(String yaml) {
        return new Experiment(
                Path.of("experiment"),
                yaml,
                List.of(),
                Path.of("runs"),
                RunObserver.silent(),
                null,
                UnaryOperator.identity(),
                null,
                false,
                List.of(),
                Optional.empty());
    }

    /**
     * A copy with one value changed.
     *
     * @param path of the key, for example {@code train.optimizer.options.learning_rate}
     * @param value a number, boolean, string, enum constant, component's name or options record, a list or map of these; or a
     *     {@link dev.sluice.core.search.Domain} or {@link dev.sluice.core.experiment.space.Options}, which leave it open
     */
    public Experiment set(String path, Object value) {
        Objects.requireNonNull(
                value,
                () -> "set(\"" + path + "\", null): a value must not be null; for the default, write set(\"" + path
                        + "=null\")");
        return with(path + "=" + YamlWriter.inline(OpenValues.node(value, path)), ChangedValue.Origin.JAVA_VALUE);
    }

    /** A copy with one value changed, written {@code path=YAML}. */
    public Experiment set(String override) {
        return with(override, ChangedValue.Origin.JAVA_TEXT);
    }

    /** A copy with one value changed by a command's option {@code --set path=YAML}, as which messages about it name it. */
    @API(status = API.Status.INTERNAL)
    public Experiment option(String override) {
        return with(override, ChangedValue.Origin.COMMAND);
    }

    private Experiment with(String override, ChangedValue.Origin origin) {
        List<ChangedValue> more = new ArrayList<>(overrides);
        more.add(new ChangedValue(override, origin));
        return new Experiment(file, text, more, runs, observer, registry, given, from, once, examples, cluster);
    }

    /** A copy whose runs go into another folder than {@code ./runs}. */
    public Experiment withRuns(Path folder) {
        return new Experiment(file, text, overrides, folder, observer, registry, given, from, once, examples, cluster);
    }

    /** A copy that reports its progress. */
    public Experiment withObserver(RunObserver changed) {
        return new Experiment(file, text, overrides, runs, changed, registry, given, from, once, examples, cluster);
    }

    /** A copy that uses the given components instead of loading plugins. */
    public Experiment withRegistry(Registry components) {
        return new Experiment(file, text, overrides, runs, observer, components, given, from, once, examples, cluster);
    }

    /**
     * A copy that knows one more component, which a program made, for example a cell that is a lambda.
     *
     * <p>A run records the SHA-256 of the jar or folder that the class of the component came from. What works with the run later and needs
     * the component, for example {@link Resumption}, has to be given it, too, by {@link Registry#with}.
     */
    public <T> Experiment withComponent(Class<T> kind, String id, T component) {
        Registry.requireGiven(kind, id, component);
        UnaryOperator<Registry> more = registry -> given.apply(registry).with(kind, id, component);
        return new Experiment(file, text, overrides, runs, observer, registry, more, from, once, examples, cluster);
    }

    /** A copy that learns from the given examples, in place of what {@code data.source} reads. */
    public Experiment withExamples(Iterable<Example> known) {
        List<Example> all = new ArrayList<>();
        known.forEach(all::add);
        Experiment changed = set("data.source", GivenExamples.ID);
        return new Experiment(file, text, changed.overrides, runs, observer, registry, given, from, once, all, cluster);
    }

    /** A copy whose batches are computed on a cluster, shard by shard ({@code train.parallel.shards}). It is not closed. */
    @API(status = API.Status.INTERNAL)
    public Experiment on(TrainingCluster.Connection machines) {
        return new Experiment(
                file, text, overrides, runs, observer, registry, given, from, once, examples, Optional.of(machines));
    }

    /**
     * A copy whose run goes on from where the training of another one stood, to more epochs: with its weights, optimizer and
     * schedule, as if it had been given them from the start. Data, plugins and everything in the experiment but {@code
     * train.epochs} and {@code train.early_stopping.patience} must be the same.
     */
    public Experiment continuing(Run run) {
        return new Experiment(file, text, overrides, runs, observer, registry, given, run, once, examples, cluster);
    }

    /** A copy whose run is rejected, before training, if the same one is in the folder of runs already: it would come to the same bits. */
    public Experiment onlyOnce() {
        return new Experiment(file, text, overrides, runs, observer, registry, given, from, true, examples, cluster);
    }

    /**
     * Checks everything that can be checked before data are read.
     *
     * @throws ConfigException with all that is wrong
     * @throws dev.sluice.core.plugin.PluginException if plugins cannot be loaded
     */
    @API(status = API.Status.INTERNAL)
    public ResolvedExperiment resolve() {
        return new ExperimentLoader(file, overrides, given).load(text, Optional.ofNullable(registry));
    }

    /**
     * The experiment as a space to search: some of its values are domains.
     *
     * @throws ConfigException with all that is wrong
     * @throws dev.sluice.core.plugin.PluginException if plugins cannot be loaded
     */
    public OpenExperiment open() {
        return new ExperimentLoader(file, overrides, given).open(text, Optional.ofNullable(registry));
    }

    /**
     * Trains, tests and exports, with everything recorded in a new folder.
     *
     * @throws ConfigException if the experiment is invalid, or asks for a group of runs ({@code repeat}), which {@link #runAll} runs
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
            if (GroupRunner.variations(resolved.config()).size() > 1) {
                throw new ConfigException(
                        "repeat: a group of runs has several results, so call runAll(), or set repeat to 1"
                                + " and all_rounds to false");
            }
            return run(resolved, command, warmUp, SharedData.of(examples), start(resolved));
        }
    }

    /**
     * Carries out all runs that the experiment asks for: as many as {@code repeat} says, each with a seed of its own, and of each fold or origin
     * if {@code all_rounds} says so; one after the other, each in a folder of its own. What cannot be run ends the group, a training that
     * diverges only its own run.
     */
    public GroupResult runAll() {
        return runAll(List.of());
    }

    /** Runs as {@link #runAll()} does, and records the command that started the runs. */
    public GroupResult runAll(List<String> command) {
        try (WarmUp warmUp = WarmUp.start(EngineOptions.defaults().kernels())) {
            ResolvedExperiment resolved = resolve();
            List<List<String>> variations = GroupRunner.variations(resolved.config());
            SharedData shared = SharedData.of(examples);
            if (variations.size() == 1) {
                return GroupResult.of(run(resolved, command, warmUp, shared, start(resolved)));
            }
            if (from != null) {
                throw new ConfigException(
                        "repeat: a training that is continued goes on from one run, so it is not repeated;"
                                + " set repeat to 1");
            }
            GroupRunner group = new GroupRunner(variations, "", observer);
            List<Run> members = new ArrayList<>();
            group.run(IntStream.rangeClosed(1, variations.size()).boxed().toList(), (variation, start) -> {
                ResolvedExperiment own =
                        complete(resolved.registry()).member(variation).resolve();
                InNewFolder alone = new NewRun(own, text, file, runs);
                // A group was not run before unless its first run was.
                boolean asks = once && members.isEmpty();
                RunResult result = run(
                        own,
                        command,
                        warmUp,
                        shared,
                        start.of(asks ? new OnceOnly((NewRun) alone, variations.size()) : alone));
                members.add(result.run());
                return result;
            });
            if (members.isEmpty()) {
                throw new RunException("none of the " + variations.size() + " runs of the group came to an end");
            }
            return group.conclude(members.getFirst());
        }
    }

    /** A copy with all components there are, also those that were given. */
    private Experiment complete(Registry all) {
        return new Experiment(
                file, text, overrides, runs, observer, all, UnaryOperator.identity(), from, once, examples, cluster);
    }

    /** A single member of a group. */
    Experiment member(List<String> variation) {
        Experiment member = set("repeat=1").set("all_rounds=false");
        for (String value : variation) {
            member = member.set(value);
        }
        return member;
    }

    private RunResult run(
            ResolvedExperiment resolved, List<String> command, WarmUp warmUp, SharedData shared, RunStart start) {
        return new ExperimentRunner(resolved, command, observer, warmUp, shared, cluster).run(start);
    }

    private RunStart start(ResolvedExperiment resolved) {
        NewRun own = new NewRun(resolved, text, file, runs);
        if (from == null) {
            return once ? new OnceOnly(own, 1) : own;
        }
        try {
            return ContinuedRun.of(own, from, observer);
        } catch (IOException e) {
            throw new UncheckedIOException("the run " + from.id() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
