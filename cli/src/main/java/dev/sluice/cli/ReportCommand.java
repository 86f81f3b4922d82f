package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.dashboard.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice report}. */
@Command(
        name = "report",
        description =
                "Write a self-contained HTML report of a run: data, curves, results compared with baselines, proof of"
                        + " the export, pictures, environment.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunArgument chosen = new RunArgument();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write (default: " + RunReport.PAGE + " in the folder of the run).")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        if (file != null) {
            OutputFile.require("--out", file);
        }
        Run run = chosen.run();
        Path to = file == null ? run.path().resolve(RunReport.PAGE) : file;
        RunReport.write(run, to);
        spec.commandLine().getOut().println(to);
        return 0;
    }
}
