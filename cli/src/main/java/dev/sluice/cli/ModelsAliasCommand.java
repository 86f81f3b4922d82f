package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice models alias}. */
@Command(
        name = "alias",
        description = "Let an alias point to a version of a model; an existing alias is moved.",
        mixinStandardHelpOptions = true)
final class ModelsAliasCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "NAME", description = "NAME@VERSION; with --remove, NAME alone.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "WORD", description = "The alias, for example production.")
    private String word = "";

    @Option(names = "--remove", description = "Remove the alias; the version is kept.")
    private boolean remove;

    @Mixin
    private ModelsOption option = new ModelsOption();

    @Override
    public Integer call() throws IOException {
        Models models = option.models();
        if (remove) {
            models.removeAlias(name, word);
            spec.commandLine().getOut().println("models:" + name + "@" + word + " means nothing any more");
        } else {
            ModelVersion version = models.find(name);
            models.alias(version.name(), word, version.version());
            spec.commandLine().getOut().println("models:" + version.name() + "@" + word + " means models:" + version);
        }
        return 0;
    }
}
