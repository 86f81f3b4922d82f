package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice models}: models by name and version. */
@Command(
        name = "models",
        description = {
            "Keep proven models under a name and a version, in the folder models.",
            "predict, tag, translate, generate, forecast, explain and show accept models:NAME@VERSION instead of a run."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelsListCommand.class,
            ModelsAddCommand.class,
            ModelsShowCommand.class,
            ModelsAliasCommand.class,
            ModelsRemoveCommand.class
        })
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
