package dev.sluice.cli;

import dev.sluice.core.experiment.record.Runs;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the folder of runs. */
final class RunsOption {
    @Option(names = "--runs", paramLabel = "DIR", description = "Folder of runs (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("runs");

    Path folder() {
        return folder;
    }

    Runs runs() {
        return new Runs(folder);
    }
}
