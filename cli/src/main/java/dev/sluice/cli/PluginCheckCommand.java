package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Registry;
import dev.sluice.testkit.Check;
import dev.sluice.testkit.ComponentChecks;
import dev.sluice.testkit.StepTiming;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice plugin check}. */
@Command(
        name = "check",
        description = "Hold a plugin's components against what every component of their kind promises.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 0: all promises are kept; 1: some are not; 2: there is no such plugin or component.",
            "For example:  sluice plugin check target/my-cell.jar",
            "              sluice plugin check gru --options '{reset: before}'"
        })
final class PluginCheckCommand implements Callable<Integer> {
    private static final String REFERENCE_CELL = "gru";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "WHAT",
            description = "A plugin's jar, or a component: its id (gru) or kind and id (cell/gru).")
    private String what = "";

    @Option(
            names = "--options",
            paramLabel = "YAML",
            description = "Options of the component, as in an experiment file; defaults unless given.")
    private String options = "{}";

    @Option(names = "--no-timing", description = "Do not measure the time per step of cells.")
    private boolean untimed;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean isJar = what.endsWith(".jar") || Files.exists(Path.of(what));
        Registry registry = isJar ? plugins.loadWith(Path.of(what)) : plugins.load();
        List<Component<?, ?>> components =
                isJar ? fromJar(Path.of(what), registry) : List.of(ComponentNames.find(what, registry));
        CheckReport report = new CheckReport(out);
        for (Component<?, ?> component : components) {
            check(component, registry, report);
        }
        return report.finish() ? 0 : Failures.FAILURE;
    }

    private static List<Component<?, ?>> fromJar(Path jar, Registry registry) throws IOException {
        Path real = jar.toRealPath();
        for (LoadedPlugin plugin : registry.plugins()) {
            if (plugin.source().toRealPath().equals(real)) {
                List<Component<?, ?>> components = registry.components().stream()
                        .filter(component -> registry.contributor(component).equals(plugin))
                        .toList();
                if (components.isEmpty()) {
                    throw new PluginException(List.of("the plugin '" + plugin.id() + "' in " + jar
                            + " contributes nothing; call add(..) in its ComponentModule [Sluice/EmptyPlugin]"));
                }
                return components;
            }
        }
        throw new PluginException(List.of("the plugin in " + jar
                + " was loaded from elsewhere, too; remove the other copy [Sluice/DuplicatePlugin]"));
    }

    private void check(Component<?, ?> component, Registry registry, CheckReport report) {
        report.begin(component, registry.contributor(component));
        List<Check> checks;
        try {
            checks = new ComponentChecks(registry, Path.of("")).of(component, options);
        } catch (ConfigException e) {
            if (what.endsWith(".jar") && !e.onlyMissingKeys()) {
                report.broken("its options can be filled in from an experiment file", String.valueOf(e.getMessage()));
                return;
            }
            if (what.endsWith(".jar")) {
                report.skipped(component, Objects.requireNonNull(e.getMessage()));
                return;
            }
            throw e;
        } catch (PluginException | IllegalArgumentException e) {
            report.broken("it can be made", String.valueOf(e.getMessage()));
            return;
        }
        boolean kept = report.run(checks);
        if (kept && component.kind() == Cell.class && !untimed) {
            report.note(timing(registry.lookup(Cell.class, component.id()), registry));
        }
    }

    private <O extends Record> String timing(Component<Cell, O> component, Registry registry) {
        Cell cell = registry.make(component, Components.options(component, options, registry));
        Cell gru = Components.withDefaults(registry.lookup(Cell.class, REFERENCE_CELL), registry);
        StepTiming timing = StepTiming.measure(cell, gru);
        return String.format(
                Locale.ROOT,
                "a training step of %d rows, %d features takes %.0f µs, %.2f times the built-in gru's %.0f µs",
                StepTiming.ROWS,
                StepTiming.FEATURES,
                timing.cellMicros(),
                timing.ratio(),
                timing.otherMicros());
    }
}
