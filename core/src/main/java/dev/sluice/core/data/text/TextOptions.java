package dev.sluice.core.data.text;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import dev.sluice.core.option.Shorthand;
import java.util.List;

/** The files of a source of texts, and the columns of their lines. */
@Description(
        "Text files with an example in each line, or in each file. Without a column label, the part of the path that"
                + " * matches is the class: names/*.txt, reviews/*/*.txt")
public record TextOptions(
        @Inline PartFiles files,

        @Description("Whether a line or a whole file is an example") @Default("line")
        Unit example,

        @Description(
                "The columns of a line in order: text, label, number (to predict), translation, id, group, part, or"
                        + " skip for a column to ignore. The last one takes the rest of the line")
        @Default("[text]")
        @Shorthand
        List<Column> columns,

        @Description("Separator of columns") @Default("tab") Separator separator,

        @Description("Repeated examples, with the same columns and class") @Default("keep")
        Repeated repeated,

        @Description("Encoding of the files, such as ISO-8859-1") @Default("UTF-8")
        String encoding,

        @Description("Bytes that are invalid in the encoding") @Default("refuse")
        BrokenBytes brokenBytes) {
    /** The extent of an example. */
    public enum Unit {
        /** A line. */
        @Description("A line")
        LINE,
        /** A file as a whole. */
        @Description("A whole file")
        FILE
    }

    /** The meaning of a column. */
    public enum Column {
        /** The text to read. */
        @Description("The text to read")
        TEXT,
        /** The class; where several may hold, their names with commas between. */
        @Description("The class; several classes are separated by commas")
        LABEL,
        /** A number to predict. */
        @Description("A number to predict")
        NUMBER,
        /** The translation of the text. */
        @Description("The translation of the text")
        TRANSLATION,
        /** The name of the example. */
        @Description("The id of the example")
        ID,
        /** The group of the example, such as a person. */
        @Description("The group of the example, such as a person")
        GROUP,
        /** The part: train, valid, dev or test. */
        @Description("The part: train, valid, dev or test")
        PART,
        /** Not read. */
        @Description("Not read")
        SKIP
    }

    /** The space between columns. */
    public enum Separator {
        /** A tab. */
        @Description("A tab")
        TAB,
        /** A space. */
        @Description("A space")
        SPACE,
        /** Any run of white space. */
        @Description("Any run of white space")
        BLANKS
    }

    /** Treatment of examples that stand there again. */
    public enum Repeated {
        /** All of them are examples. */
        @Description("Kept: each one is an example")
        KEEP,
        /** The first one is; the others are counted. */
        @Description("Dropped, except the first one, and counted")
        DROP
    }

    /** Copies the list and checks that the options fit together. */
    public TextOptions {
        columns = List.copyOf(columns);
        new TextEncoding(encoding, brokenBytes);
        for (Column column : Column.values()) {
            long times = columns.stream().filter(column::equals).count();
            if (column != Column.SKIP && times > 1) {
                throw new IllegalArgumentException("columns must differ, but " + columns + " has one twice");
            }
        }
        if (!columns.contains(Column.TEXT)) {
            throw new IllegalArgumentException("columns must have a text to read, but are " + columns);
        }
        List<Column> targets = columns.stream()
                .filter(List.of(Column.LABEL, Column.NUMBER, Column.TRANSLATION)::contains)
                .toList();
        if (targets.size() > 1) {
            throw new IllegalArgumentException(
                    "columns must have at most one of label, number and translation, but have " + targets
                            + "; files with more of them are read by the source csv");
        }
        if (example == Unit.FILE && columns.size() > 1) {
            throw new IllegalArgumentException(
                    "a file as a whole has no columns, but columns are " + columns + "; take example: line");
        }
    }

    TextEncoding encodingOf() {
        return new TextEncoding(encoding, brokenBytes);
    }

    /** Texts of a file that is divided by hash, in UTF-8. */
    static TextOptions of(String file, List<Column> columns, Separator separator) {
        return new TextOptions(
                new PartFiles(file, "", "", ""),
                Unit.LINE,
                columns,
                separator,
                Repeated.KEEP,
                "UTF-8",
                BrokenBytes.REFUSE);
    }
}
