package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice models remove}. */
@Command(
        name = "remove",
        description = "Remove a version of a model, after confirmation; the run that it comes from is kept.",
        mixinStandardHelpOptions = true)
final class ModelsRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME@VERSION", description = "The version.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private ModelsOption option = new ModelsOption();

    @Override
    public Integer call() throws IOException {
        if (name.indexOf('@') < 0) {
            throw new ParameterException(
                    spec.commandLine(), "a version is removed by NAME@VERSION, but the argument was " + name);
        }
        Models models = option.models();
        ModelVersion version = models.find(name);
        if (!yes && !Question.isAgreed("Remove " + version.path() + " for good.", "remove")) {
            spec.commandLine().getOut().println("Nothing was removed.");
            return 0;
        }
        models.remove(version);
        spec.commandLine().getOut().println("Removed models:" + version);
        return 0;
    }
}
