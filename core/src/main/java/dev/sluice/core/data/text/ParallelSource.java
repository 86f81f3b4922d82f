package dev.sluice.core.data.text;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.ZippedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads files whose lines belong together. Lines at which one of them is empty are left out and counted; files with different numbers of
 * lines are refused. See {@link ParallelOptions}.
 */
public final class ParallelSource implements DataSource {
    private static final String TEXT = "text";
    private static final String TRANSLATION = "translation";

    private final ParallelOptions options;

    /** A source for the files that the options name. */
    public ParallelSource(ParallelOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        List<Example> all = new ArrayList<>();
        TagCheck check = new TagCheck(options.brokenTags());
        for (Map.Entry<String, Example.Part> part : parts().entrySet()) {
            for (String kind : options.kinds().isEmpty() ? List.of("") : options.kinds()) {
                Map<String, List<TextLine>> files = new LinkedHashMap<>();
                for (String path : options.paths()) {
                    Path file = file(path.replace("*", part.getKey()).replace("+", kind), reading);
                    List<TextLine> lines = lines(file, reading);
                    if (path.equals(options.pairs())) {
                        files.putAll(columns(lines));
                    } else {
                        files.put(path, lines);
                    }
                }
                examples(files, part.getValue(), reading, check).forEach(example -> all.add(ofKind(example, kind)));
            }
        }
        check.report(reading.report());
        reading.report().count("rows", all.size());
        return all;
    }

    /** The columns of a file of pairs, as if they were files. */
    private Map<String, List<TextLine>> columns(List<TextLine> lines) {
        int columns = options.columns().size();
        Map<String, List<TextLine>> files = new LinkedHashMap<>();
        options.columns().stream()
                .filter(name -> !name.equals("-"))
                .forEach(name -> files.put(name, new ArrayList<>()));
        for (TextLine line : lines) {
            String[] cells = line.text().split("\t", -1);
            if (cells.length < columns && !line.isBlank()) {
                throw line.wrong("there must be " + columns + " columns with tabs between them, "
                        + String.join(", ", options.columns()) + ", but there are " + cells.length);
            }
            files.forEach((name, column) -> {
                int at = options.columns().indexOf(name);
                column.add(new TextLine(line.file(), line.number(), at < cells.length ? cells[at] : ""));
            });
        }
        return files;
    }

    private Example ofKind(Example example, String kind) {
        if (kind.isEmpty()) {
            return example;
        }
        Example grouped = example.ofGroup(kind);
        return options.tagged() && example.sequence() instanceof Sequence.Text text
                ? grouped.with(
                        Map.of(Batch.TOKENS, new Sequence.Text(mark(kind) + " " + text.text())), example.targets())
                : grouped;
    }

    private static String mark(String kind) {
        return "<" + kind + ">";
    }

    @Override
    public List<String> marks() {
        return options.tagged()
                ? options.kinds().stream().map(ParallelSource::mark).toList()
                : List.of();
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return lines(file, reading).stream()
                .filter(line -> !line.isBlank())
                .map(line -> new Example(
                        "", Map.of(Batch.TOKENS, input(line)), Map.of(), line.origin(), Example.Part.BY_HASH))
                .toList();
    }

    private Map<String, Example.Part> parts() {
        if (options.training().isEmpty()) {
            return Map.of("", Example.Part.BY_HASH);
        }
        Map<String, Example.Part> parts = new LinkedHashMap<>();
        parts.put(options.training(), options.validation().isEmpty() ? Example.Part.BY_HASH : Example.Part.TRAINING);
        parts.put(options.validation(), Example.Part.VALIDATION);
        parts.put(options.test(), Example.Part.TEST);
        parts.remove("");
        return parts;
    }

    /** Data sets often pack the large files alone, so that paths with one {@code *} differ in it. */
    private static Path file(String path, Reading reading) {
        Optional<Integer> archive = ZippedFile.end(path);
        if (archive.isPresent()) {
            return reading.file(path.substring(0, archive.get())).resolve(path.substring(archive.get() + 1));
        }
        try {
            Path file = reading.file(path);
            Path packed = file.resolveSibling(file.getFileName() + ".gz");
            return Files.exists(file) || !Files.exists(packed) ? file : packed;
        } catch (DataException missing) {
            return packed(path, missing, reading);
        }
    }

    /** A file of shared data that is there packed alone. */
    private static Path packed(String path, DataException missing, Reading reading) {
        try {
            return reading.file(path + ".gz");
        } catch (DataException e) {
            throw missing;
        }
    }

    private List<TextLine> lines(Path file, Reading reading) throws IOException {
        return new TextLines(options.encodingOf(), reading.report()).of(file);
    }

    private List<Example> examples(
            Map<String, List<TextLine>> files, Example.Part part, Reading reading, TagCheck check) {
        List<List<TextLine>> all = List.copyOf(files.values());
        int lines = all.getFirst().size();
        for (List<TextLine> other : all) {
            if (other.size() != lines) {
                throw uneven(all.getFirst(), other);
            }
        }
        List<Example> examples = new ArrayList<>(lines);
        int empty = 0;
        String first = "";
        for (int line = 0; line < lines; line++) {
            int at = line;
            List<TextLine> blank = all.stream()
                    .map(file -> file.get(at))
                    .filter(TextLine::isBlank)
                    .toList();
            if (blank.isEmpty()) {
                Map<String, TextLine> row = new LinkedHashMap<>();
                files.forEach((path, of) -> row.put(path, of.get(at)));
                examples.add(example(row, part, check));
            } else {
                first = empty == 0 ? blank.getFirst().place() : first;
                empty++;
            }
        }
        if (examples.isEmpty()) {
            throw new DataException(all.getFirst().getFirst().file()
                    + " and the files that belong to it must have a line that is empty in none of them, but have none in "
                    + lines);
        }
        reading.report()
                .note(
                        "lines_empty",
                        empty,
                        "Lines that are empty in one of the corresponding files, skipped: " + empty + ", the first at "
                                + first);
        return examples;
    }

    private static DataException uneven(List<TextLine> one, List<TextLine> other) {
        List<TextLine> longer = one.size() > other.size() ? one : other;
        List<TextLine> shorter = one.size() > other.size() ? other : one;
        return longer.get(shorter.size())
                .wrong("files whose lines belong together must have equally many, but this one has " + longer.size()
                        + " and " + shorter.getFirst().file() + " has " + shorter.size()
                        + ": this line has no partner; is a line missing, or one broken in two?");
    }

    private Example example(Map<String, TextLine> row, Example.Part part, TagCheck check) {
        boolean pairs = !options.pairs().isEmpty();
        TextLine line = line(row, pairs ? TEXT : options.text().isEmpty() ? options.tokens() : options.text());
        Map<String, Target> targets = new LinkedHashMap<>();
        if (pairs || !options.translation().isEmpty()) {
            TextLine translation = line(row, pairs ? TRANSLATION : options.translation());
            targets.put(
                    Example.TARGET,
                    new Target.Text(new Sequence.Text(translation.text().strip())));
        }
        options.tags().forEach((name, path) -> targets.put(name, tags(line, line(row, path), check)));
        options.labels().forEach((name, path) -> {
            TextLine label = line(row, path);
            targets.put(
                    name,
                    isMissing(label) ? new Target.Missing() : label(label.text().strip()));
        });
        return new Example("", Map.of(Batch.TOKENS, input(line)), targets, line.origin(), part);
    }

    private boolean isMissing(TextLine line) {
        return line.text().strip().equals(options.missing());
    }

    private static TextLine line(Map<String, TextLine> row, String path) {
        TextLine line = row.get(path);
        if (line == null) {
            throw new IllegalStateException("the file " + path + " was not read");
        }
        return line;
    }

    private Sequence input(TextLine line) {
        return options.tokens().isEmpty() ? new Sequence.Text(line.text().strip()) : new Sequence.Symbols(words(line));
    }

    private static List<String> words(TextLine line) {
        return List.of(line.text().strip().split("\\p{javaWhitespace}+"));
    }

    private Target tags(TextLine tokens, TextLine tags, TagCheck check) {
        List<String> words = words(tags);
        int expected = words(tokens).size();
        if (isMissing(tags)) {
            return Target.Steps.missing(expected);
        }
        if (words.size() != expected) {
            throw tags.wrong("there must be a tag for each token, but there are " + words.size() + " tags for the "
                    + expected + " tokens of " + tokens.place());
        }
        return new Target.Steps(check.checked(words, t -> tags).stream()
                .map(ParallelSource::label)
                .toList());
    }

    private static Target label(String word) {
        return new Target.Labels(new TreeSet<>(List.of(word)));
    }
}
