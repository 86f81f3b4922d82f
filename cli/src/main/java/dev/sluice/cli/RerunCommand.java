package dev.sluice.cli;

import dev.sluice.core.experiment.GroupResult;
import dev.sluice.core.experiment.Repetition;
import dev.sluice.core.experiment.comparison.RunDifference;
import dev.sluice.core.experiment.record.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice rerun}. */
@Command(
        name = "rerun",
        description = "Repeat a run from its record, and report whether the result is the same.",
        footer = "Exit code 0 if all bits are equal, otherwise 1.",
        mixinStandardHelpOptions = true)
final class RerunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunArgument chosen = new RunArgument();

    @Option(
            names = "--at-commit",
            description = "Read the experiment's files from the recorded commit, with the recorded changes.")
    private boolean atCommit;

    @Option(names = "--quiet", description = "Print nothing but the verdict.")
    private boolean quiet;

    @Override
    public Integer call() {
        Run run = chosen.run();
        List<RunDifference> difference = new ArrayList<>();
        ObservedRun.of(spec, quiet, (observer, command) -> {
            Repetition repetition = Repetition.of(run).withRuns(chosen.folder()).withObserver(observer);
            Repetition.Result result = (atCommit ? repetition.atCommit() : repetition).run(command);
            difference.add(result.difference());
            return GroupResult.of(result.again());
        });
        DifferenceReport report =
                new DifferenceReport(difference.getFirst(), spec.commandLine().getOut());
        report.verdict(run.id());
        return difference.getFirst().hasSameOutcome() ? 0 : 1;
    }
}
