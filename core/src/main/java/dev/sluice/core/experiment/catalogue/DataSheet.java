package dev.sluice.core.experiment.catalogue;

import dev.sluice.core.experiment.yaml.Binder;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The data set that the experiments of a folder are trained on: the file {@code data.yaml} beside them. */
public record DataSheet(
        @Description("Name of the data set") String name,

        @Description("Description in one line") String title,

        @Description("Address at its publisher, with the version")
        String publisher,

        @Description("Licence, as stated by its publisher") String licence,

        @Description("What to cite") @Default("''") String cite,

        @Description("Its files") List<DataFile> files) {
    /** Name of the file beside an experiment. */
    public static final String FILE = "data.yaml";

    /** Checks that there is a file. */
    public DataSheet {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("'files' must name at least one file, but is empty");
        }
    }

    /** The sheet in a folder; empty if there is none. */
    public static Optional<DataSheet> in(Path folder, Registry registry) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? Optional.of(read(file, registry)) : Optional.empty();
    }

    /**
     * Reads a sheet.
     *
     * @throws dev.sluice.core.experiment.yaml.ConfigException with all that is wrong
     */
    public static DataSheet read(Path file, Registry registry) throws IOException {
        Problems problems = new Problems();
        BoundValue<DataSheet> bound = new Binder(registry, problems)
                .record(DataSheet.class, YamlReader.file(Files.readString(file), file.toString(), problems), "$");
        problems.failIfAny(file.toString());
        if (bound == null) {
            throw new IllegalStateException("binding " + file + " failed without a word");
        }
        return bound.value();
    }

    /** Says what a file is and where to get it; empty if it is none of the set. */
    public Optional<String> about(String file) {
        return files.stream()
                .filter(each -> each.file().equals(file))
                .findFirst()
                .map(each -> each.inWords() + ", of " + name + ": " + title + ". Publisher: " + publisher
                        + ". Licence: " + licence);
    }
}
