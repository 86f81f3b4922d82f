package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice models add}. */
@Command(
        name = "add",
        description = "Promote the proven model of a run: copy it under a name and a version.",
        mixinStandardHelpOptions = true)
final class ModelsAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description =
                    "NAME, which takes the next number, from 1, as the version; or NAME@VERSION, for example names@1.2.0.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "RUN",
            description = "Name of the run, the beginning or a part of it, its folder, or 'latest'.")
    private String run = "";

    @Option(names = "--alias", paramLabel = "WORD", description = "An alias for this version, for example production.")
    private @Nullable String alias;

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ModelsOption option = new ModelsOption();

    @Override
    public Integer call() throws IOException {
        Models models = option.models();
        ModelVersion made = models.promote(runs.runs().find(run), name);
        spec.commandLine().getOut().println("models:" + made + " is in " + made.path());
        if (alias != null) {
            models.alias(made.name(), alias, made.version());
            spec.commandLine().getOut().println("models:" + made.name() + "@" + alias + " means it");
        }
        return 0;
    }
}
