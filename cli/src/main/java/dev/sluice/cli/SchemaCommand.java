package dev.sluice.cli;

import dev.sluice.core.experiment.ExperimentSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice schema}. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of experiment files, for editors.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Save it beside an experiment:  sluice schema > experiment.schema.json",
            "and start the experiment with:  # yaml-language-server: $schema=experiment.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ExperimentSchema.of(plugins.load()));
        out.flush();
        return 0;
    }
}
