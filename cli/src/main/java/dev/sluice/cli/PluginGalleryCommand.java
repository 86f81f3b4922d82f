package dev.sluice.cli;

import dev.sluice.cli.gallery.CellEntry;
import dev.sluice.cli.gallery.Gallery;
import dev.sluice.cli.gallery.GalleryPage;
import dev.sluice.cli.gallery.GalleryPicture;
import dev.sluice.cli.gallery.Row;
import dev.sluice.cli.gallery.Task;
import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.record.Machine;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice plugin gallery}. */
@Command(
        name = "gallery",
        description = {
            "Write a page of all cells: equations, parameters, cost, time per step, and how well each learns some tasks.",
            "Every cell is trained with the same data, seed and hyperparameters, from the tasks' files."
        },
        mixinStandardHelpOptions = true)
final class PluginGalleryCommand implements Callable<Integer> {
    /** Features of input and state that parameters and operations are counted for. */
    private static final int FEATURES = 64;

    private static final String REFERENCE_CELL = "gru";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "TASK",
            arity = "0..*",
            description = "Experiment files; their first metrics are compared. Default: ${DEFAULT-VALUE}.",
            defaultValue = "examples/cell-tasks/adding.yaml examples/cell-tasks/copy-memory.yaml"
                    + " examples/cell-tasks/language-id.yaml",
            split = " ")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The page; its picture goes into the folder images beside it. Default: ${DEFAULT-VALUE}.")
    private Path page = Path.of("docs/gallery.md");

    @Option(names = "--cells", split = ",", paramLabel = "ID", description = "Only these cells (default: all).")
    private List<String> cells = new ArrayList<>();

    @Option(
            names = "--options",
            paramLabel = "ID=YAML",
            description = "Options of a cell that differ from its defaults, for example ggnn='{nodes: 4}'.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a value of all tasks, for example train.epochs=1; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--side-by-side",
            paramLabel = "N",
            description = "Concurrent trainings, each on one thread; by default, one for each processor.")
    private int sideBySide = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--quick",
            description = "One epoch of each task: a preview of the page, whose figures are not meaningful.")
    private boolean quick;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        if (sideBySide < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--side-by-side must be at least 1, but was " + sideBySide);
        }
        PrintWriter out = spec.commandLine().getOut();
        Registry registry = plugins.load();
        List<Gallery.Exhibit> exhibits = exhibits(registry);
        List<Task> tasks = tasks();
        Gallery gallery = new Gallery(tasks, sideBySide, line -> {
            out.println(line);
            out.flush();
        });
        List<Row> rows = gallery.measure(
                exhibits, Components.withDefaults(registry.lookup(Cell.class, REFERENCE_CELL), registry));
        write(tasks, rows, out);
        return 0;
    }

    private List<Task> tasks() throws IOException {
        List<String> changes = new ArrayList<>(overrides);
        if (quick) {
            changes.add("train.epochs=1");
        }
        List<Task> tasks = new ArrayList<>();
        for (Path file : files) {
            tasks.add(Task.of(file, changes, plugins.jars()));
        }
        return tasks;
    }

    private List<Gallery.Exhibit> exhibits(Registry registry) {
        // The one built-in cell with an option that has no default: its graph's size.
        options.putIfAbsent("ggnn", "{nodes: 4}");
        List<Gallery.Exhibit> exhibits = new ArrayList<>();
        for (String id : cells.isEmpty() ? registry.ids(Cell.class) : cells) {
            exhibits.add(exhibit(registry.lookup(Cell.class, id), registry));
        }
        return exhibits;
    }

    private <O extends Record> Gallery.Exhibit exhibit(Component<Cell, O> component, Registry registry) {
        String chosen = options.getOrDefault(component.id(), "{}");
        Cell cell = registry.make(component, Components.options(component, chosen, registry));
        CellSheet sheet = new CellSheet(cell, FEATURES, FEATURES);
        CellEntry entry = new CellEntry(
                component.id(),
                component.description(),
                chosen,
                sheet.lines(),
                sheet.numbers(),
                sheet.equations().flops(),
                sheet.operator(),
                sheet.equations().signature().extraInputs().stream()
                        .map(extra -> extra.name())
                        .toList(),
                PluginShowCommand.citation(component, registry)
                        .map(citation -> List.of(citation.value()))
                        .orElse(List.of()));
        return new Gallery.Exhibit(entry, cell);
    }

    private void write(List<Task> tasks, List<Row> rows, PrintWriter out) throws IOException {
        String name = String.valueOf(page.getFileName()).replaceFirst("\\.[^.]*$", "") + ".png";
        Path images = Files.createDirectories(page.resolveSibling("images"));
        Path picture = images.resolve(name);
        GalleryPicture.write(picture, tasks, rows);
        GalleryPage text =
                new GalleryPage(page, picture, command(), LocalDate.now(ZoneOffset.UTC), machine(), FEATURES);
        Files.writeString(page, text.of(tasks, rows), StandardCharsets.UTF_8);
        out.println("wrote " + page + " and " + picture);
        out.flush();
    }

    private static Map<String, Object> machine() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sluice", Version.number());
        facts.putAll(Machine.current(Runtime.getRuntime().availableProcessors()).facts());
        facts.remove("kernels_why");
        return facts;
    }

    private String command() {
        List<String> command = new ArrayList<>(List.of("./sluice"));
        CommandSpec root = spec.root();
        command.addAll(root.commandLine().getParseResult().originalArgs());
        return String.join(" ", command);
    }
}
