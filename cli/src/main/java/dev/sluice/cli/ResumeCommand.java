package dev.sluice.cli;

import dev.sluice.core.experiment.Resumption;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunGroup;
import dev.sluice.core.experiment.record.RunState;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice resume}. */
@Command(
        name = "resume",
        description =
                "Continue a run that was interrupted or failed from its last checkpoint, with exactly the same results"
                        + " as without the interruption, and then start the remaining runs of its group. A finished run is not changed.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description =
                    "Name of the run, the beginning or a part of it, its folder, or 'latest'; by default, the newest"
                            + " interrupted run.")
    private @Nullable String name;

    @Option(
            names = "--other-plugins",
            description = "Continue even if plugins have changed; the results may then differ.")
    private boolean otherPlugins;

    @Option(
            names = "--take-over",
            description =
                    "Continue even if the run is marked as running on another machine, for use if that machine is gone.")
    private boolean takeOver;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Run run = name == null ? runs.runs().latestStopped() : runs.runs().find(name);
        if (run.state() == RunState.FINISHED
                && RunGroup.of(run).map(RunGroup::missing).orElse(List.of()).isEmpty()) {
            if (!quiet) {
                spec.commandLine()
                        .getOut()
                        .println("The run " + run.id() + " is finished; there is nothing to resume.");
            }
            return 0;
        }
        ObservedRun.of(spec, quiet, (observer, command) -> {
            Resumption resumption = Resumption.of(run).withObserver(observer);
            resumption = otherPlugins ? resumption.withOtherPlugins() : resumption;
            resumption = takeOver ? resumption.takingOver() : resumption;
            Resumption chosen = resumption;
            return cluster.use(
                    machines -> machines.map(chosen::on).orElse(chosen).runAll(command));
        });
        return 0;
    }
}
