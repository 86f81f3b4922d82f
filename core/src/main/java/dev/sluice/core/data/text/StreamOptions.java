package dev.sluice.core.data.text;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import java.util.List;

/** The files of a source of long texts. */
@Description("Long texts, each one stream of symbols; the files of a path with * are read in the order of their names")
public record StreamOptions(
        @Inline PartFiles files,

        @Description("Shares of the file for training, validation and test, in this order") @Default("[0.8, 0.1, 0.1]")
        List<Double> shares,

        @Description("Symbol that replaces the end of each line, such as <eos> for words; empty to keep line ends")
        @Default("''")
        String endOfLine,

        @Description("Encoding of the files, such as ISO-8859-1") @Default("UTF-8")
        String encoding,

        @Description("Bytes that are invalid in the encoding") @Default("refuse")
        BrokenBytes brokenBytes) {
    private static final int PARTS = 3;

    /** Copies the list and checks that the options fit together. */
    public StreamOptions {
        shares = List.copyOf(shares);
        new TextEncoding(encoding, brokenBytes);
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (shares.size() != PARTS || shares.stream().anyMatch(share -> !(share >= 0)) || !(sum <= 1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "shares must be three numbers, of training, validation and test, that are together at most 1, but are "
                            + shares);
        }
        if (endOfLine.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "end_of_line must be one symbol without white space, but is '" + endOfLine + "'");
        }
    }

    TextEncoding encodingOf() {
        return new TextEncoding(encoding, brokenBytes);
    }
}
