package dev.sluice.core.data.text;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A sentence.
 *
 * @param lines one for each token, at least one
 */
record ConllSentence(List<TextLine> lines) {
    Example example(ConllOptions options, Example.Part part, TagCheck check) {
        List<List<String>> rows =
                lines.stream().map(line -> cells(options, line)).toList();
        Map<String, Target> targets = new LinkedHashMap<>();
        for (int column = 0; column < options.columns().size(); column++) {
            String name = options.columns().get(column);
            if (name.equals(ConllOptions.TOKEN) || name.equals(ConllOptions.SKIPPED)) {
                continue;
            }
            int of = column;
            List<String> tags = rows.stream().map(row -> row.get(of)).toList();
            targets.put(
                    name.equals(ConllOptions.TAG) ? Example.TARGET : name,
                    isMissing(options, name, tags)
                            ? Target.Steps.missing(tags.size())
                            : steps(check.checked(tags, lines::get)));
        }
        int token = options.columns().indexOf(ConllOptions.TOKEN);
        Sequence tokens =
                new Sequence.Symbols(rows.stream().map(row -> row.get(token)).toList());
        return new Example("", Map.of(Batch.TOKENS, tokens), targets, origin(), part);
    }

    private static Target steps(List<String> tags) {
        return new Target.Steps(tags.stream()
                .<Target>map(tag -> new Target.Labels(new TreeSet<>(List.of(tag))))
                .toList());
    }

    /** Whether no tag is known. A path of tags has one at each token, so that a sentence with some of them cannot be learned from. */
    private boolean isMissing(ConllOptions options, String column, List<String> tags) {
        int first = options.missing().isEmpty() ? -1 : tags.indexOf(options.missing());
        if (first >= 0 && tags.stream().anyMatch(tag -> !tag.equals(options.missing()))) {
            throw lines.get(first)
                    .wrong("the column '" + column
                            + "' must have a tag for each token of a sentence or for none, but has '"
                            + options.missing() + "' at some; tag them, or give all of the sentence '"
                            + options.missing() + "'");
        }
        return first >= 0;
    }

    /** The tokens alone; the only word of a line is its token. */
    Sequence.Symbols tokens(ConllOptions options) {
        int token = options.columns().indexOf(ConllOptions.TOKEN);
        return new Sequence.Symbols(lines.stream()
                .map(line -> split(options, line))
                .map(cells -> cells.get(cells.size() == 1 ? 0 : Math.min(token, cells.size() - 1)))
                .toList());
    }

    Origin origin() {
        return Origin.lines(
                String.valueOf(lines.getFirst().file().getFileName()),
                lines.stream().mapToInt(TextLine::number).toArray());
    }

    private static List<String> split(ConllOptions options, TextLine line) {
        return options.tabs()
                ? List.of(line.text().split("\t", -1))
                : List.of(line.text().strip().split("\\p{javaWhitespace}+"));
    }

    private static List<String> cells(ConllOptions options, TextLine line) {
        List<String> cells = split(options, line);
        int columns = options.columns().size();
        if (cells.size() != columns) {
            throw line.wrong("must have " + columns + " columns (" + String.join(", ", options.columns())
                    + "), but has " + cells.size()
                    + "; an empty line ends a sentence, and columns may be '-' for those that are not read");
        }
        for (int column = 0; column < columns; column++) {
            if (cells.get(column).isBlank() && !options.columns().get(column).equals(ConllOptions.SKIPPED)) {
                throw line.wrong("the column '" + options.columns().get(column) + "' must have a word, but is empty");
            }
        }
        return cells;
    }
}
