package dev.sluice.core.data.text;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import java.util.HashSet;
import java.util.List;

/** The files of a source of tagged sentences, and their columns. */
@Description("Files with a token and its tags in each line, and an empty line after each sentence (CoNLL)")
public record ConllOptions(
        @Inline PartFiles files,

        @Description(
                "The columns in order: token for the token, '-' for a column to skip; any other word names a target"
                        + " with the tag of each token, tag the only target")
        @Default("[token, tag]")
        List<String> columns,

        @Description("Whether columns are separated by a tab; otherwise by any white space") @Default("false")
        boolean tabs,

        @Description("Prefix of comment lines, such as #; empty if there are none") @Default("''")
        String comment,

        @Description(
                "Mark of unknown tags, such as _: a sentence whose tokens all have it in a column lacks that target,"
                        + " so that one file can contain sentences of several tasks; empty if all are known")
        @Default("''")
        String missing,

        @Description("Invalid tags: I-… that does not continue a span of its type") @Default("count")
        BrokenTags brokenTags,

        @Description("Encoding of the files, such as ISO-8859-1") @Default("UTF-8")
        String encoding,

        @Description("Bytes that are invalid in the encoding") @Default("refuse")
        BrokenBytes brokenBytes) {
    /** The column of tokens. */
    static final String TOKEN = "token";

    /** A column that is not read. */
    static final String SKIPPED = "-";

    /** The column of the only tags. */
    static final String TAG = "tag";

    /** Copies the list and checks that the options fit together. */
    public ConllOptions {
        columns = List.copyOf(columns);
        new TextEncoding(encoding, brokenBytes);
        List<String> read =
                columns.stream().filter(column -> !column.equals(SKIPPED)).toList();
        if (!read.contains(TOKEN) || read.size() < 2) {
            throw new IllegalArgumentException("columns must have a token and a tag, but are " + columns);
        }
        if (missing.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("missing must be one word, such as _, but is '" + missing + "'");
        }
        if (new HashSet<>(read).size() < read.size()) {
            throw new IllegalArgumentException("columns must differ, but " + columns + " has one twice");
        }
        if (read.contains(TAG) && read.size() > 2) {
            throw new IllegalArgumentException("several tags need names of their own, but columns are " + columns
                    + "; name each after what it says, such as ner");
        }
    }

    TextEncoding encodingOf() {
        return new TextEncoding(encoding, brokenBytes);
    }
}
