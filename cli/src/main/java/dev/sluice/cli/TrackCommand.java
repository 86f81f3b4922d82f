package dev.sluice.cli;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.experiment.tracking.Tracking;
import dev.sluice.core.option.Choice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice track}. */
@Command(
        name = "track",
        description = {
            "Send the rest of a run's record, which could not be sent while it ran, to the trackers of its experiment.",
            "The exit code is 1 if a tracker fails."
        },
        mixinStandardHelpOptions = true)
final class TrackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunArgument chosen = new RunArgument();

    @Option(
            names = "--to",
            paramLabel = "TRACKER",
            description =
                    "A tracker to use instead of the experiment's: its name, or {name: …, options: {…}}. May be repeated.")
    private List<String> others = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Run run = chosen.run();
        Experiment experiment = Experiment.load(run.file(RunFile.EXPERIMENT));
        if (!others.isEmpty()) {
            experiment = experiment.option("tracking=[" + String.join(", ", others) + "]");
        }
        List<Choice<Tracker>> trackers = experiment.resolve().config().tracking();
        if (trackers.isEmpty()) {
            throw new RunException("there must be a tracker to send the run to, but the experiment of " + run.id()
                    + " names none; name one, for example --to tensorboard ('sluice help trackers' lists them)");
        }
        Map<String, String> failures = new Tracking(run, trackers).send();
        PrintWriter out = spec.commandLine().getOut();
        for (Choice<Tracker> tracker : trackers) {
            out.println(tracker.name() + ": " + failures.getOrDefault(tracker.name(), "sent"));
        }
        return failures.isEmpty() ? 0 : 1;
    }
}
