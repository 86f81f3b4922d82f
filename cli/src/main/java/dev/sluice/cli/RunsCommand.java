package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.Scores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice runs}. */
@Command(name = "runs", description = "List all runs, oldest first.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunsOption option = new RunsOption();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Run> runs = option.runs().list();
        if (runs.isEmpty()) {
            Path folder = option.folder().toAbsolutePath().normalize();
            out.println("There are no runs in " + folder + "; 'sluice run FILE' makes one.");
            return 0;
        }
        int width = runs.stream().mapToInt(run -> run.id().length()).max().orElse(0);
        for (Run run : runs) {
            String state = OptionKey.written(run.state());
            out.println(String.format(Locale.ROOT, "%-" + width + "s  %-11s  %s", run.id(), state, figures(run))
                    .stripTrailing());
        }
        return 0;
    }

    /** The figures on the test part in one line, or the reason why there are none. */
    private static String figures(Run run) {
        if (run.state() != RunState.FINISHED) {
            return run.message();
        }
        try {
            StringJoiner figures = new StringJoiner("  ");
            run.results().map(results -> results.test().scores()).ifPresent(scores -> {
                figures.add(figure(Scores.LOSS, scores.loss()));
                scores.metrics().forEach((name, value) -> figures.add(figure(name, value)));
            });
            return figures.toString();
        } catch (RunException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s %.4f", name, value);
    }
}
