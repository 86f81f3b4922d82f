package dev.sluice.cli;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.Components;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Registry;
import dev.sluice.testkit.ComponentChecks;
import dev.sluice.testkit.StepTiming;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice plugin check}. */
@Command(
        name = "check",
        description = "Check a plugin's components against the contract of their kind.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 0: all promises are kept; 1: some are broken, or a component could not be checked; 2: there is no such plugin"
                    + " or component.",
            "For example:  sluice plugin check target/my-cell.jar",
            "              sluice plugin check gru --options '{reset: before}'",
            "              sluice plugin check target/my.jar --options 'my-source={file: data.csv}'"
        })
final class PluginCheckCommand implements Callable<Integer> {
    private static final String REFERENCE_CELL = "gru";
    private static final Pattern OF_ONE = Pattern.compile("([a-z][a-z0-9/-]*)=(.*)", Pattern.DOTALL);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "WHAT",
            description = "A plugin's jar, its project folder, or a component: its id (gru) or kind and id (cell/gru).")
    private String what = "";

    @Option(
            names = "--options",
            paramLabel = "YAML",
            description =
                    "Options of the component, as in an experiment file; otherwise the defaults apply. For a jar with"
                            + " several components ID=YAML, once for each.")
    private List<String> options = new ArrayList<>();

    @Option(names = "--no-timing", description = "Do not measure the time per step of cells.")
    private boolean untimed;

    @Option(names = "--rows", paramLabel = "N", description = "Batch size for timing (default: ${DEFAULT-VALUE}).")
    private int rows = StepTiming.Load.defaults().rows();

    @Option(
            names = "--features",
            paramLabel = "N",
            description = "Input features for timing (default: ${DEFAULT-VALUE}).")
    private int features = StepTiming.Load.defaults().features();

    @Option(names = "--hidden", paramLabel = "N", description = "Hidden size for timing (default: ${DEFAULT-VALUE}).")
    private int hidden = StepTiming.Load.defaults().hidden();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of the sequences for timing (default: ${DEFAULT-VALUE}).")
    private int steps = StepTiming.Load.defaults().steps();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        StepTiming.Load load = load();
        Optional<Path> jar = jar();
        Registry registry = jar.isPresent() ? plugins.loadWith(jar.get()) : plugins.load();
        List<Component<?, ?>> components =
                jar.isPresent() ? fromJar(jar.get(), registry) : List.of(ComponentNames.find(what, registry));
        Map<Component<?, ?>, String> given = given(components);
        CheckReport report = new CheckReport(out);
        for (Component<?, ?> component : components) {
            check(component, given.getOrDefault(component, "{}"), registry, report, load);
        }
        return report.finish() ? 0 : Failures.FAILURE;
    }

    /** The jar that is meant, or that of a project's folder; empty for a component. */
    private Optional<Path> jar() {
        Path path = Path.of(what);
        if (what.endsWith(".jar") || Files.isRegularFile(path)) {
            return Optional.of(path);
        }
        if (!Files.isRegularFile(path.resolve("pom.xml"))) {
            return Optional.empty();
        }
        Path built =
                path.resolve("target").resolve(path.toAbsolutePath().normalize().getFileName() + ".jar");
        if (!Files.isRegularFile(built)) {
            throw mistake("the folder " + what + " holds a project without " + path.relativize(built)
                    + "; build it first: mvn package");
        }
        return Optional.of(built);
    }

    private StepTiming.Load load() {
        try {
            return new StepTiming.Load(rows, features, hidden, steps);
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    /** The options that are given for each component. */
    private Map<Component<?, ?>, String> given(List<Component<?, ?>> components) {
        Map<Component<?, ?>, String> given = new HashMap<>();
        for (String text : options) {
            Matcher matcher = OF_ONE.matcher(text);
            if (matcher.matches()) {
                given.put(named(matcher.group(1), components), matcher.group(2));
            } else if (components.size() == 1) {
                given.put(components.getFirst(), text);
            } else {
                throw mistake("--options must say which component it is for, --options 'ID=" + text
                        + "', because there are " + String.join(", ", names(components)));
            }
        }
        return given;
    }

    private Component<?, ?> named(String name, List<Component<?, ?>> components) {
        return components.stream()
                .filter(component -> component.id().equals(name)
                        || ComponentNames.of(component).equals(name))
                .findFirst()
                .orElseThrow(() -> mistake("--options is for '" + name + "', but there is no such component in " + what
                        + Suggestions.choice(name, "there is", names(components))));
    }

    private static List<String> names(List<Component<?, ?>> components) {
        return components.stream().map(Component::id).toList();
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
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

    private void check(
            Component<?, ?> component, String yaml, Registry registry, CheckReport report, StepTiming.Load load) {
        report.begin(component, registry.contributor(component));
        boolean kept = report.run(new ComponentChecks(registry, Path.of("")).of(component, yaml));
        if (kept && component.kind() == Cell.class && !untimed) {
            report.note(timing(registry.lookup(Cell.class, component.id()), yaml, registry, load));
        }
    }

    private static <O extends Record> String timing(
            Component<Cell, O> component, String yaml, Registry registry, StepTiming.Load load) {
        Cell cell = component.factory().apply(Components.options(component, yaml, registry));
        Cell gru = Components.withDefaults(registry.lookup(Cell.class, REFERENCE_CELL), registry);
        StepTiming timing = StepTiming.measure(cell, gru, load);
        return String.format(
                Locale.ROOT,
                "a training step of %d rows, %d features, hidden size %d takes %.0f µs of one thread, %.2f times"
                        + " the built-in gru's %.0f µs (half of the turns between %.2f and %.2f)",
                load.rows(),
                load.features(),
                load.hidden(),
                timing.cellMicros(),
                timing.ratio(),
                timing.otherMicros(),
                timing.low(),
                timing.high());
    }
}
