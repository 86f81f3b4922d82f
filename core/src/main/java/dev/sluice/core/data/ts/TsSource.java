package dev.sluice.core.data.ts;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads series with a class, or a number, for each of them from files in the form of the UCR and UEA archives (Dau et al., 2019;
 * Bagnall et al., 2018). Each case is an example with one series {@code [T, F]}. See {@link TsOptions}.
 */
public final class TsSource implements DataSource {
    private final TsOptions options;

    /** A source for the files that the options name. */
    public TsSource(TsOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        List<TsFile> files = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        options.files().each(reading, (path, part) -> add(path, part, reading, files, examples));
        reading.report().count("rows", examples.size());
        return examples;
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return TsFile.read(file, reading.report()).cases().stream()
                .map(each -> each.example(Example.Part.BY_HASH, false))
                .toList();
    }

    private static void add(Path path, Example.Part part, Reading reading, List<TsFile> files, List<Example> examples)
            throws IOException {
        TsFile file = TsFile.read(path, reading.report());
        if (!file.header().hasTargets()) {
            throw new DataException(
                    file.path() + " has no targets: its header must have @classLabel true with the names of"
                            + " the classes, or @targetLabel true; predict from it instead, with --file");
        }
        if (!files.isEmpty()
                && files.getFirst().header().dimensions() != file.header().dimensions()) {
            throw new DataException("all files must have the same number of dimensions, but "
                    + files.getFirst().path() + " has "
                    + files.getFirst().header().dimensions() + " and "
                    + file.path() + " has " + file.header().dimensions());
        }
        files.add(file);
        file.cases().forEach(each -> examples.add(each.example(part, true)));
    }
}
