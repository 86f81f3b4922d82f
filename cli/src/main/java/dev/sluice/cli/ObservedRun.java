package dev.sluice.cli;

import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.GroupResult;
import dev.sluice.core.experiment.RunObserver;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** Carries out a run with its progress on the terminal, its log in its folder, and its report at the end. */
final class ObservedRun {
    private ObservedRun() {}

    /**
     * Runs.
     *
     * @param quiet whether nothing is printed
     * @param work the run, given the observer and the command line
     */
    static void of(CommandSpec spec, boolean quiet, BiFunction<RunObserver, List<String>, GroupResult> work) {
        PrintWriter out = spec.commandLine().getOut();
        RunObserver observer = quiet ? RunObserver.silent() : new ProgressPrinter(out, Terminal.isThere());
        try (RunLog log = new RunLog(observer)) {
            GroupResult result = work.apply(log, command(spec));
            if (!quiet) {
                out.println();
                result.report().forEach(line -> out.println(Printable.message(line)));
            }
        }
    }

    /** The command as it was typed. */
    static List<String> command(CommandSpec spec) {
        List<String> command = new ArrayList<>(List.of("sluice"));
        command.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
        return command;
    }
}
