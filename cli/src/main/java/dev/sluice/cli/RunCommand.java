package dev.sluice.cli;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice run}. */
@Command(
        name = "run",
        description = "Train, test and export the model of an experiment file.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The experiment file; with --from, by default that of the run.")
    private @Nullable Path file;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description = "Continue the training of this run to more epochs, in a new run: with its"
                    + " weights, optimizer and schedule. For example: run --from latest --set train.epochs=40")
    private @Nullable String from;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a value of the experiment, for example train.epochs=3; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--force", description = "Run even if this exact experiment has already been run.")
    private boolean force;

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Experiment experiment = experiment().withRuns(runs.folder());
        for (String override : overrides) {
            experiment = experiment.option(override);
        }
        Experiment changed = force ? experiment : experiment.onlyOnce();
        ObservedRun.of(
                spec,
                quiet,
                (observer, command) -> cluster.use(machines -> {
                    Experiment observed = changed.withObserver(observer);
                    return machines.map(observed::on).orElse(observed).runAll(command);
                }));
        return 0;
    }

    private Experiment experiment() {
        if (from == null) {
            if (file == null) {
                throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
            }
            return Experiment.load(file);
        }
        Run run = runs.runs().find(from);
        return Experiment.load(file == null ? run.file(RunFile.EXPERIMENT) : file)
                .continuing(run);
    }
}
