package dev.sluice.cli;

import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.Registry;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice plugin list}. */
@Command(
        name = "list",
        description = "List the available plugins and their components.",
        mixinStandardHelpOptions = true)
final class PluginListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Registry registry = plugins.load();
        for (LoadedPlugin plugin : registry.plugins()) {
            out.println(plugin.id() + " " + plugin.version() + "  " + plugin.description());
            out.println("  " + plugin.source() + "  sha256 " + plugin.sha256());
        }
        String kind = "";
        for (Component<?, ?> component : registry.components()) {
            String next = Registry.words(component.kind());
            if (!next.equals(kind)) {
                out.println();
                out.println(next + ":");
                kind = next;
            }
            String from = registry.contributor(component).id();
            out.println(String.format(Locale.ROOT, "  %-22s %s  [%s]", component.id(), component.description(), from));
        }
        return 0;
    }
}
