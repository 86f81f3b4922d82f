package dev.sluice.cli;

import dev.sluice.core.experiment.picture.RunPictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice plot}. */
@Command(name = "plot", description = "Redraw the pictures of a run from its record.", mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunArgument chosen = new RunArgument();

    @Override
    public Integer call() throws IOException {
        for (Path file : RunPictures.write(chosen.run())) {
            spec.commandLine().getOut().println(file);
        }
        return 0;
    }
}
