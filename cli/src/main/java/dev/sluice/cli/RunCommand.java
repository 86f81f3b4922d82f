package dev.sluice.cli;

import dev.sluice.core.experiment.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice run}. */
@Command(
        name = "run",
        description = "Train, test and export what an experiment file describes.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private Path file = Path.of("experiment.yaml");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a value of the experiment, for example train.epochs=3; may be given several times.")
    private List<String> overrides = new ArrayList<>();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Experiment experiment = Experiment.load(file).withRuns(runs.folder());
        for (String override : overrides) {
            experiment = experiment.set(override);
        }
        Experiment changed = experiment;
        ObservedRun.of(
                spec,
                quiet,
                (observer, command) -> changed.withObserver(observer).run(command));
        return 0;
    }
}
