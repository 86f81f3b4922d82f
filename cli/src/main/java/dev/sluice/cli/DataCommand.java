package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice data}: commands for data files. */
@Command(
        name = "data",
        description = "Describe a data file; write a first experiment for it; list the data sets of the examples.",
        mixinStandardHelpOptions = true,
        subcommands = {DataDescribeCommand.class, DataNewCommand.class, DataListCommand.class})
final class DataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
