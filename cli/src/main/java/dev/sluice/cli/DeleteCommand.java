package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import java.io.Console;
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
        description = "Delete runs with all their files, after asking.",
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Runs, each by its name, a part of it, or its folder.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--yes", description = "Do not ask.")
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
        Console console = Terminal.console()
                .orElseThrow(() ->
                        new RunException("runs are deleted after a question, but nobody is there to answer; add --yes"
                                + " [Sluice/NotAsked]"));
        console.printf("Delete for good:%n");
        runs.forEach(run -> console.printf("  %s%n", run.path()));
        String answer = console.readLine("Type 'yes' to delete: ");
        return answer != null && answer.strip().equals("yes");
    }
}
