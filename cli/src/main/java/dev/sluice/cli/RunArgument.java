package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The argument that names one run, and the option for the folder of runs. */
final class RunArgument {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            defaultValue = "latest",
            description = "Name of the run, the beginning or a part of it, its folder, or 'latest' (default).")
    private String name = "latest";

    @Mixin
    private RunsOption runs = new RunsOption();

    /** The run of that name. */
    Run run() {
        return runs.runs().find(name);
    }

    /** The folder of runs. */
    Path folder() {
        return runs.folder();
    }
}
