package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice plugin}: commands for cells and other components of one's own. */
@Command(
        name = "plugin",
        description = "List, show, check and create plugins: cells, optimizers and other components.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PluginListCommand.class,
            PluginShowCommand.class,
            PluginCheckCommand.class,
            PluginNewCommand.class,
            PluginGalleryCommand.class
        })
final class PluginCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
