package dev.sluice.cli;

import dev.sluice.core.experiment.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice card}. */
@Command(
        name = "card",
        description = "Write a model card in Markdown from the record of a run.",
        mixinStandardHelpOptions = true)
final class CardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunArgument chosen = new RunArgument();

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write; by default, print the card.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        if (file != null) {
            OutputFile.require("--out", file);
        }
        String card = ModelCard.of(chosen.run());
        if (file == null) {
            spec.commandLine().getOut().println(card.stripTrailing());
        } else {
            Files.writeString(file, card);
        }
        return 0;
    }
}
