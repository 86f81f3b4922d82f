package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.ExperimentHelp;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Cell;
import dev.sluice.core.option.Citation;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.GuardedComponent;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.Registry;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice plugin show}. */
@Command(
        name = "show",
        description = "Show a component: what it computes, its options, parameters, cost and source.",
        mixinStandardHelpOptions = true)
final class PluginShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The component: its id (gru) or kind and id (cell/gru).")
    private String name = "";

    @Option(
            names = "--options",
            paramLabel = "YAML",
            description = "Options of the component, as in an experiment file; otherwise the defaults apply.")
    private String options = "{}";

    @Option(
            names = "--input",
            paramLabel = "I",
            description = "Features of a cell's input (default: ${DEFAULT-VALUE}).")
    private int inputs = 64;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            description = "Features of a cell's state (default: ${DEFAULT-VALUE}).")
    private int hidden = 128;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        if (inputs < 1 || hidden < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--input and --hidden must be at least 1, but were " + inputs + " and " + hidden);
        }
        PrintWriter out = spec.commandLine().getOut();
        Registry registry = plugins.load();
        Component<?, ?> component = ComponentNames.find(name, registry);
        LoadedPlugin plugin = registry.contributor(component);
        out.println(Registry.words(component.kind()) + " " + component.id() + "  " + component.description());
        out.println("  from " + plugin.id() + " " + plugin.version() + ", " + plugin.source());
        show(component, registry, out);
        out.flush();
        return 0;
    }

    private <T, O extends Record> void show(Component<T, O> component, Registry registry, PrintWriter out) {
        String keys = ExperimentHelp.ofOptions(component);
        boolean isCell = component.kind() == Cell.class;
        if (isCell) {
            O chosen = Components.options(component, options, registry);
            new CellSheet((Cell) registry.make(component, chosen), inputs, hidden).print(chosen, out);
        }
        out.println();
        out.print(keys.isEmpty() ? "no options\n" : "options\n" + keys);
        citation(component, registry).ifPresent(citation -> {
            out.println();
            out.println("source");
            for (String publication : citation.value()) {
                out.println("  " + publication);
            }
        });
    }

    /** The citation of the options record, or of the component made from it. */
    static Optional<Citation> citation(Component<?, ?> component, Registry registry) {
        Citation ofOptions = component.options().getAnnotation(Citation.class);
        if (ofOptions != null) {
            return Optional.of(ofOptions);
        }
        try {
            Object made = Components.withDefaults(component, registry);
            return Optional.ofNullable(GuardedComponent.typeOf(made).getAnnotation(Citation.class));
        } catch (ConfigException optionsWithoutDefaults) {
            return Optional.empty();
        }
    }
}
