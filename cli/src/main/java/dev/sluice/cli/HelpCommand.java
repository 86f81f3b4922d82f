package dev.sluice.cli;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.ExperimentHelp;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice help}. */
@Command(
        name = "help",
        description = "Explain a command, the experiment file ('experiment') or a kind of component ('cells').",
        mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
    private static final String EXPERIMENT = "experiment";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..1",
            defaultValue = "",
            description = "A command, 'experiment', or a kind of component: cells, optimizers, losses…")
    private String topic = "";

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        CommandLine program = spec.commandLine().getParent();
        PrintWriter out = spec.commandLine().getOut();
        if (topic.isEmpty()) {
            program.usage(out);
            return 0;
        }
        CommandLine command = program.getSubcommands().get(topic);
        if (command != null) {
            command.usage(out);
            return 0;
        }
        Registry registry = plugins.load();
        if (topic.equals(EXPERIMENT)) {
            out.print(ExperimentHelp.of(registry));
        } else {
            out.print(ExperimentHelp.ofKind(topic, registry).orElseThrow(() -> unknown(program, registry)));
        }
        out.flush();
        return 0;
    }

    private ParameterException unknown(CommandLine program, Registry registry) {
        List<String> topics = new ArrayList<>(program.getSubcommands().keySet());
        topics.add(EXPERIMENT);
        registry.components().stream()
                .map(Component::kind)
                .distinct()
                .map(HelpCommand::plural)
                .forEach(topics::add);
        return new ParameterException(
                spec.commandLine(),
                "there is no help on '" + topic + "'" + Suggestions.choice(topic, "there is", topics));
    }

    private static String plural(Class<?> kind) {
        String word = Registry.words(kind).replace(' ', '-');
        return word + (word.endsWith("s") ? "es" : "s");
    }
}
