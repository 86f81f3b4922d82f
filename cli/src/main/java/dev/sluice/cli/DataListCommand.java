package dev.sluice.cli;

import dev.sluice.core.data.DataFolders;
import dev.sluice.core.experiment.catalogue.DataFile;
import dev.sluice.core.experiment.catalogue.DataSheet;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice data list}. */
@Command(
        name = "list",
        description = {
            "List the data sets that the examples need: their sources, their licences, and whether they are available here.",
            "A file is available if a folder of shared data contains it with the right SHA-256. The exit code is 1 if a file is missing."
        },
        mixinStandardHelpOptions = true)
final class DataListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ExamplesOption examples = new ExamplesOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        DataFolders folders = DataFolders.standard();
        boolean all = true;
        Registry registry = plugins.load();
        for (var entry : examples.chosen(DataSheet.FILE, folder -> DataSheet.in(folder, registry))
                .entrySet()) {
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
}
