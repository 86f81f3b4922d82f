package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.Models;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the folder of models. */
final class ModelsOption {
    @Option(names = "--models", paramLabel = "DIR", description = "Folder of models (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("models");

    Path folder() {
        return folder;
    }

    Models models() {
        return new Models(folder);
    }
}
