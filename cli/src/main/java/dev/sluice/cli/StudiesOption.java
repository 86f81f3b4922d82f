package dev.sluice.cli;

import dev.sluice.tuning.study.Studies;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --studies}: the folder of studies. */
final class StudiesOption {
    @Option(names = "--studies", paramLabel = "DIR", description = "Folder of studies (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("studies");

    Path folder() {
        return folder;
    }

    Studies studies() {
        return new Studies(folder);
    }
}
