package dev.sluice.core.data.ts;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.file.DataStream;
import dev.sluice.core.error.Printable;
import dev.sluice.core.error.Suggestions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file in the form of the UCR and UEA archives:
 *
 * <pre>
 *   # comments
 *   {@literal @}timeStamps false
 *   {@literal @}dimensions 2
 *   {@literal @}classLabel true left right
 *   {@literal @}data
 *   1.5,2.5,?:0.1,0.2,0.3:left
 * </pre>
 *
 * <p>A line of the data is a case: its dimensions, separated by colons, then its target; the values of a dimension are separated by commas, and
 * {@code ?} is a missing one. With time stamps a value is {@code (time,value)}. Cases may have different lengths.
 *
 * @param path of the file
 * @param header its first lines
 * @param cases in the order of the file
 */
record TsFile(Path path, TsHeader header, List<TsCase> cases) {
    private static final List<String> KEYS = List.of(
            "problemName",
            "timeStamps",
            "missing",
            "univariate",
            "dimension",
            "dimensions",
            "equalLength",
            "seriesLength",
            "classLabel",
            "targetLabel",
            "data");

    /**
     * Reads a file.
     *
     * @param report takes what is counted. Modified.
     * @throws DataException if it is missing, or not of this form
     */
    static TsFile read(Path path, DataReport report) throws IOException {
        return new Parser(path).parse(report);
    }

    private static final class Parser {
        private final Path path;
        private TsHeader header = TsHeader.EMPTY;
        private int line;

        Parser(Path path) {
            this.path = path;
        }

        TsFile parse(DataReport report) throws IOException {
            List<TsCase> cases = new ArrayList<>();
            boolean data = false;
            // Comments are in any encoding, numbers in none but ASCII; names of classes are decoded when they are met.
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(DataStream.open(path), StandardCharsets.ISO_8859_1))) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    line++;
                    String stripped = withoutMark(text).strip();
                    if (stripped.isEmpty() || stripped.startsWith("#")) {
                        continue;
                    }
                    if (data) {
                        cases.add(row(stripped));
                    } else if (stripped.startsWith("@")) {
                        data = key(stripped);
                    } else {
                        throw wrong("a line before @data must begin with # or @, but this one begins with '"
                                + Printable.word(beginning(stripped)) + "'; is this a .ts file?");
                    }
                }
            }
            if (cases.isEmpty()) {
                throw new DataException(path + " must have a case after the line @data, but "
                        + (data ? "ends there" : "has no such line"));
            }
            noteLengths(cases, report);
            return new TsFile(path, header, List.copyOf(cases));
        }

        /** A line of the header; true if the data follow it. */
        private boolean key(String text) {
            String[] words = text.substring(1).split("\\s+");
            String key = words[0].toLowerCase(Locale.ROOT);
            switch (key) {
                case "timestamps" -> header = header.withTimeStamps(yes(words));
                case "dimension", "dimensions" -> header = header.withDimensions(count(words));
                case "univariate" -> header = yes(words) ? header.withDimensions(1) : header;
                case "serieslength" -> header = header.withLength(count(words));
                case "classlabel" ->
                    header = yes(words)
                            ? header.withClasses(Arrays.stream(words)
                                    .skip(2)
                                    .map(Parser::decoded)
                                    .toList())
                            : header;
                case "targetlabel" -> header = header.withNumbers(yes(words));
                case "data" -> {
                    return true;
                }
                case "problemname", "missing", "equallength" -> {
                    // The data tell.
                }
                default ->
                    throw wrong("there is no key '@" + Printable.word(words[0]) + "'"
                            + Suggestions.choice(words[0], "there is", KEYS));
            }
            return false;
        }

        private boolean yes(String... words) {
            String value = words.length < 2 ? "" : words[1].toLowerCase(Locale.ROOT);
            if (!value.equals("true") && !value.equals("false")) {
                throw wrong("@" + words[0] + " must be true or false, but was '" + Printable.word(value) + "'");
            }
            return value.equals("true");
        }

        private int count(String... words) {
            try {
                int count = words.length < 2 ? 0 : Integer.parseInt(words[1]);
                if (count > 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw wrong("@" + words[0] + " must be a whole number from 1 on, but was '"
                    + Printable.word(words.length < 2 ? "" : words[1]) + "'");
        }

        private TsCase row(String text) {
            TsRow row = TsRow.of(text, header.timeStamps(), header.hasTargets(), this::wrong);
            int dimensions = row.dimensions();
            if (header.dimensions() == 0) {
                header = header.withDimensions(dimensions);
            }
            if (dimensions != header.dimensions()) {
                throw wrong(
                        "every case must have " + header.dimensions() + " dimensions, separated by ':', but this one"
                                + " has " + dimensions
                                + (header.hasTargets()
                                        ? "; the last part of a line is its " + (header.numbers() ? "number" : "class")
                                        : ""));
            }
            return new TsCase(
                    String.valueOf(path.getFileName()), line, row.series(), target(row.target()), header.numbers());
        }

        private String target(String written) {
            String target = decoded(written.strip());
            if (header.numbers()) {
                TsRow.number(target, "the number to predict", this::wrong);
            } else if (header.hasTargets() && !header.classes().contains(target)) {
                throw wrong("'" + Printable.word(target) + "' is none of the classes in @classLabel"
                        + Suggestions.choice(target, "there is", header.classes()));
            }
            return target;
        }

        /** The header's length is not needed, but a series of another one may be cut off. */
        private void noteLengths(List<TsCase> cases, DataReport report) {
            long others = header.length() == 0
                    ? 0
                    : cases.stream()
                            .filter(each -> each.series().steps() != header.length())
                            .count();
            report.note(
                    "series_of_other_length",
                    others,
                    String.format(
                            Locale.ROOT,
                            "Series of %s whose length differs from that in its header, %,d: %,d",
                            path.getFileName(),
                            header.length(),
                            others));
        }

        private DataException wrong(String message) {
            return new DataException(path + ", line " + line + ": " + message);
        }

        private static String decoded(String text) {
            return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        /** UTF-8's byte order mark, read as Latin letters. */
        private static String withoutMark(String text) {
            return text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        }

        private static String beginning(String text) {
            return text.substring(0, Math.min(text.length(), 20));
        }
    }
}
