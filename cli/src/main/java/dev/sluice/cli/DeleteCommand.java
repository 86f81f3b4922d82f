package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice delete}. */
@Command(
        name = "delete",
        description = "Delete runs with all their files, after confirmation.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Runs, each by name, part of the name, or folder.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Run> meant = names.stream().distinct().map(runs.runs()::find).toList();
        if (!yes && !agreed(meant)) {
            out.println("Nothing was deleted.");
            return 0;
        }
        for (Run run : meant) {
            run.delete();
            out.println("Deleted " + run.id());
        }
        return 0;
    }

    private static boolean agreed(List<Run> runs) {
        StringBuilder what = new StringBuilder("Delete for good:");
        runs.forEach(run -> what.append(System.lineSeparator()).append("  ").append(run.path()));
        return Question.isAgreed(what.toString(), "delete");
    }
}
