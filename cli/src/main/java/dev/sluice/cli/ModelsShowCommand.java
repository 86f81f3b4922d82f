package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.ModelVersion;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice models show}. */
@Command(
        name = "show",
        description = "Describe a version of a model: origin, results, files.",
        mixinStandardHelpOptions = true)
final class ModelsShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "NAME for the newest version, NAME@VERSION or NAME@ALIAS.")
    private String name = "";

    @Mixin
    private ModelsOption option = new ModelsOption();

    @Override
    public Integer call() throws IOException {
        ModelVersion version = option.models().find(name);
        new VersionPage(option.models(), version, spec.commandLine().getOut()).print();
        return 0;
    }
}
