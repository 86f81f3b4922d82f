package dev.sluice.cli;

import dev.sluice.core.experiment.comparison.RunDifference;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice diff}. */
@Command(
        name = "diff",
        description = "Show the differences of two runs: options, data, code, plugins, machine, results.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "RUN", description = "A run, by name, part of the name, folder, or 'latest'.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "Another run.")
    private String second = "";

    @Mixin
    private RunsOption runs = new RunsOption();

    @Override
    public Integer call() throws IOException {
        Run one = runs.runs().find(first);
        Run other = runs.runs().find(second);
        RunDifference difference = RunDifference.between(one, other);
        new DifferenceReport(difference, spec.commandLine().getOut()).print(one.id(), other.id());
        return 0;
    }
}
