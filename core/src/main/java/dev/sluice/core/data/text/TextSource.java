package dev.sluice.core.data.text;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.file.PartFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads texts: an example in each line of its files, or in each file. Empty lines are left out and counted. See {@link TextOptions}. */
public final class TextSource implements DataSource {
    private final TextOptions options;

    /** A source for the files that the options name. */
    public TextSource(TextOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        List<Example> all = new ArrayList<>();
        for (PartFiles.PartFile file : options.files().all(reading)) {
            TextColumns columns = new TextColumns(options, reading.severalMayHold(), file.word());
            for (TextLine line : lines(file.file(), reading)) {
                all.add(columns.example(line, file.part()));
            }
        }
        reading.report().count("rows", all.size());
        return options.repeated() == TextOptions.Repeated.KEEP ? all : different(all, reading);
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        TextColumns columns = new TextColumns(options, reading.severalMayHold(), "");
        return lines(file, reading).stream().map(columns::inputs).toList();
    }

    /** The texts of a file as lines: one for each of its lines that is not empty, or one for all of it. */
    private List<TextLine> lines(Path file, Reading reading) throws IOException {
        List<TextLine> lines = new TextLines(options.encodingOf(), reading.report()).of(file);
        if (options.example() == TextOptions.Unit.FILE) {
            return List.of(
                    new TextLine(file, 1, lines.stream().map(TextLine::text).collect(Collectors.joining("\n"))));
        }
        List<TextLine> full = lines.stream().filter(line -> !line.isBlank()).toList();
        if (full.isEmpty()) {
            throw new DataException(file + " must have a text, but all of its " + lines.size() + " lines are empty");
        }
        reading.report()
                .note(
                        "lines_empty",
                        lines.size() - full.size(),
                        "Empty lines of " + file.getFileName() + ", skipped: " + (lines.size() - full.size()));
        return full;
    }

    private static List<Example> different(List<Example> all, Reading reading) {
        Set<List<?>> seen = new HashSet<>();
        List<Example> different = all.stream()
                .filter(example -> seen.add(List.of(example.inputs(), example.targets(), example.part())))
                .toList();
        int again = all.size() - different.size();
        reading.report().note("examples_repeated", again, "Repeated examples, dropped: " + again);
        return different;
    }
}
