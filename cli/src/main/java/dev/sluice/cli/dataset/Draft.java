package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proposes a first experiment for a file: one that runs as it stands, with a line of why for each choice. */
public final class Draft {
    private static final Pattern TRAINING = Pattern.compile("(?i)(?<![a-z])train(?:ing)?(?![a-z])");

    private Draft() {}

    /**
     * The text of an experiment file.
     *
     * @param folder of the experiment file, which the path of the data is relative to
     * @throws DataException if nothing can be proposed, with what would help
     */
    public static String of(Profile profile, Wishes wishes, Path folder) throws IOException {
        List<String> lines = switch (profile) {
            case Profile.Series series -> SeriesDraft.lines(series, folder);
            case Profile.Table table -> TableDraft.lines(table, wishes, folder);
            case Profile.Objects objects -> ObjectsDraft.lines(objects, wishes, folder);
            case Profile.Arrays arrays -> ArraysDraft.lines(arrays, wishes, folder);
        };
        return String.join("\n", lines) + "\n";
    }

    /** A name for the experiment: the file's without endings. */
    static String name(Path file) {
        String name =
                String.valueOf(file.getFileName()).replaceFirst("\\..*$", "").replaceFirst("(?i)[_-](train|test)$", "");
        String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-");
        return plain.isEmpty() ? "experiment" : plain;
    }

    /** The file with the test of one for training, which is named like it: {@code x_TEST.tsv} beside {@code x_TRAIN.tsv}. */
    static Optional<Path> testFile(Path training) {
        Matcher word = TRAINING.matcher(String.valueOf(training.getFileName()));
        if (!word.find()) {
            return Optional.empty();
        }
        String test = word.group().equals(word.group().toUpperCase(Locale.ROOT)) ? "TEST" : "test";
        Path file = training.resolveSibling(word.replaceFirst(test));
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** The path of a file as an experiment in a folder writes it. */
    static String path(Path file, Path folder) {
        Path from = folder.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        return quoted(from.relativize(to).toString().replace('\\', '/'));
    }

    /** A word as YAML reads it back. */
    static String quoted(String word) {
        return word.matches("[A-Za-z_./$][A-Za-z0-9_./$-]*")
                        && !word.matches("(?i)true|false|null|yes|no|on|off|nan|~|\\.nan|\\.inf")
                ? word
                : "'" + word.replace("'", "''") + "'";
    }

    /** Words as a YAML list in one line. */
    static String list(List<String> words) {
        return "[" + String.join(", ", words.stream().map(Draft::quoted).toList()) + "]";
    }
}
