package dev.sluice.cli;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.catalogue.DataFile;
import dev.sluice.core.experiment.catalogue.DataSheet;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice data list}. */
@Command(
        name = "list",
        description = {
            "List the data sets that examples need: where their publishers have them, under which licence, and whether they are here.",
            "A file counts as here if a folder of shared data has it and its SHA-256 is right. The exit code is 1 if one is not."
        },
        mixinStandardHelpOptions = true)
final class DataListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names of examples; all unless given.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--examples",
            paramLabel = "DIR",
            description =
                    "Folder of the examples, each with its " + DataSheet.FILE + "; ${DEFAULT-VALUE} unless given.")
    private Path examples = Path.of("examples");

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        DataFolders folders = DataFolders.standard();
        boolean all = true;
        for (var entry : chosen().entrySet()) {
            DataSheet sheet = entry.getValue();
            out.println(entry.getKey() + ": " + sheet.title());
            out.println("  publisher  " + sheet.publisher());
            out.println("  licence    " + sheet.licence());
            for (DataFile file : sheet.files()) {
                DataFile.State state = file.look(folders);
                all &= state == DataFile.State.FOUND;
                out.println(String.format(
                        Locale.ROOT,
                        "  %-9s  %s, %,d bytes, SHA-256 %s",
                        state.name().toLowerCase(Locale.ROOT),
                        folders.find(file.file()).map(Path::toString).orElse(file.file()),
                        file.bytes(),
                        file.sha256()));
                out.flush();
            }
        }
        if (!all) {
            out.println();
            out.println(folders.inWords());
        }
        out.flush();
        return all ? 0 : 1;
    }

    /** The sheets by the names of their examples, sorted. */
    private SortedMap<String, DataSheet> chosen() throws IOException {
        if (!Files.isDirectory(examples)) {
            throw new DataException("there is no folder of examples " + examples + "; name it with --examples");
        }
        Registry registry = plugins.load();
        TreeMap<String, DataSheet> sheets = new TreeMap<>();
        try (Stream<Path> folders = Files.list(examples)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Optional<DataSheet> sheet = DataSheet.in(folder, registry);
                sheet.ifPresent(known -> sheets.put(String.valueOf(folder.getFileName()), known));
            }
        }
        for (String name : names) {
            if (!sheets.containsKey(name)) {
                throw new DataException("no example '" + name + "' in " + examples + " needs data of its own"
                        + Suggestions.question(name, sheets.keySet()) + " (there is "
                        + String.join(", ", sheets.keySet()) + ")");
            }
        }
        if (!names.isEmpty()) {
            sheets.keySet().retainAll(names);
        }
        return sheets;
    }
}
