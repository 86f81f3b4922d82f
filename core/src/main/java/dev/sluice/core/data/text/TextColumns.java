package dev.sluice.core.data.text;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes examples of lines.
 *
 * @param severalMayHold tells whether any number of classes may hold for a target
 * @param word that the {@code *} of the file's path stands for, the class of all lines unless a column is; empty if there is none
 */
record TextColumns(TextOptions options, Predicate<String> severalMayHold, String word) {
    private static final int SHOWN = 40;

    Example example(TextLine line, Example.Part usual) {
        Map<TextOptions.Column, String> cells = cells(line);
        return new Example(
                cells.getOrDefault(TextOptions.Column.ID, ""),
                inputsOf(line, cells),
                targets(line, cells),
                line.origin(),
                part(line, cells, usual),
                cells.getOrDefault(TextOptions.Column.GROUP, ""),
                1);
    }

    /** Of a line that may be a text alone. */
    Example inputs(TextLine line) {
        Map<TextOptions.Column, String> cells =
                isAlone(line) ? Map.of(TextOptions.Column.TEXT, line.text()) : cells(line);
        return new Example(
                cells.getOrDefault(TextOptions.Column.ID, ""),
                inputsOf(line, cells),
                Map.of(),
                line.origin(),
                Example.Part.BY_HASH);
    }

    /** Blanks also stand within texts, so that they tell nothing. */
    private boolean isAlone(TextLine line) {
        return options.separator() == TextOptions.Separator.TAB && line.text().indexOf('\t') < 0;
    }

    private Map<TextOptions.Column, String> cells(TextLine line) {
        List<TextOptions.Column> columns = options.columns();
        List<String> parts = columns.size() == 1 ? List.of(line.text()) : split(line.text(), columns.size());
        if (parts.size() < columns.size()) {
            throw line.wrong("must have " + columns.size() + " columns with a "
                    + options.separator().name().toLowerCase(Locale.ROOT) + " between, but has " + parts.size()
                    + ": '" + shown(line.text()) + "'; see columns and separator");
        }
        Map<TextOptions.Column, String> cells = new EnumMap<>(TextOptions.Column.class);
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), parts.get(i));
        }
        return cells;
    }

    /** The columns of a line, the last of which is the rest. */
    private List<String> split(String text, int columns) {
        if (options.separator() == TextOptions.Separator.BLANKS) {
            return List.of(text.strip().split("\\p{javaWhitespace}+", columns));
        }
        char separator = options.separator() == TextOptions.Separator.TAB ? '\t' : ' ';
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf(separator);
                end >= 0 && parts.size() < columns - 1;
                end = text.indexOf(separator, from)) {
            parts.add(text.substring(from, end));
            from = end + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    private Map<String, Sequence> inputsOf(TextLine line, Map<TextOptions.Column, String> cells) {
        return Map.of(Batch.TOKENS, new Sequence.Text(full(line, cells, TextOptions.Column.TEXT)));
    }

    private static String full(TextLine line, Map<TextOptions.Column, String> cells, TextOptions.Column column) {
        String cell = cells.getOrDefault(column, "");
        if (cell.isBlank()) {
            throw line.wrong("the column '" + column.name().toLowerCase(Locale.ROOT)
                    + "' must have a text, but is empty; fill it or remove the line");
        }
        return cell;
    }

    private Map<String, Target> targets(TextLine line, Map<TextOptions.Column, String> cells) {
        if (cells.containsKey(TextOptions.Column.TRANSLATION)) {
            Sequence translation = new Sequence.Text(full(line, cells, TextOptions.Column.TRANSLATION));
            return Map.of(Example.TARGET, new Target.Text(translation));
        }
        if (cells.containsKey(TextOptions.Column.NUMBER)) {
            return Map.of(Example.TARGET, new Target.Numbers(List.of(number(line, cells))));
        }
        if (cells.containsKey(TextOptions.Column.LABEL)) {
            return Map.of(Example.TARGET, labels(line, cells.getOrDefault(TextOptions.Column.LABEL, "")));
        }
        return word.isEmpty() ? Map.of() : Map.of(Example.TARGET, new Target.Labels(new TreeSet<>(List.of(word))));
    }

    private Target labels(TextLine line, String cell) {
        boolean several = severalMayHold.test(Example.TARGET);
        TreeSet<String> labels = new TreeSet<>();
        (several ? Stream.of(cell.split(",", -1)) : Stream.of(cell))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        if (labels.isEmpty() && !several) {
            throw line.wrong("the column 'label' must have a class, but is empty; fill it or remove the line");
        }
        return new Target.Labels(labels);
    }

    private static double number(TextLine line, Map<TextOptions.Column, String> cells) {
        String cell = cells.getOrDefault(TextOptions.Column.NUMBER, "").strip();
        double number = PlainNumber.read(cell).orElse(Double.NaN);
        if (Float.isFinite((float) number)) {
            return number;
        }
        throw line.wrong("the column 'number' must have a finite float32 number, but is '" + shown(cell) + "'");
    }

    private static Example.Part part(TextLine line, Map<TextOptions.Column, String> cells, Example.Part usual) {
        String cell = cells.getOrDefault(TextOptions.Column.PART, "").strip();
        return cell.isEmpty()
                ? usual
                : PartWords.of(cell)
                        .orElseThrow(() -> line.wrong("the column 'part' must be one of " + PartWords.KNOWN
                                + ", but is '" + shown(cell) + "'"));
    }

    private static String shown(String text) {
        return Printable.word(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
