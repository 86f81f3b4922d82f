package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An experiment for arrays of NumPy: series {@code [N, T, F]} with a class or a number for each. */
final class ArraysDraft {
    private static final Pattern LENGTHS =
            Pattern.compile("(?i)(.*[^a-z])?(len|lens|length|lengths|seqlen|n_?steps|num_?steps)([^a-z].*)?");

    private ArraysDraft() {}

    static List<String> lines(Profile.Arrays arrays, Wishes wishes, Path folder) {
        Profile.ArrayFacts input = arrays.arrays().stream()
                .filter(array -> array.shape().size() == 3 && !array.text())
                .findFirst()
                .or(() -> arrays.arrays().stream()
                        .filter(array -> array.shape().size() == 2
                                && !array.text()
                                && array.shape().get(1) > 1)
                        .findFirst())
                .orElseThrow(() -> new DataException(
                        arrays.file() + " has no array of series, [N, T, F] or [N, T], to learn from"));
        int rows = input.shape().getFirst();
        Optional<Profile.ArrayFacts> lengths = arrays.arrays().stream()
                .filter(array -> isLengths(array, input))
                .findFirst();
        Profile.ArrayFacts target = arrays.arrays().stream()
                .filter(array -> !array.name().equals(input.name())
                        && !array.shape().isEmpty()
                        && array.shape().getFirst() == rows
                        && wishes.target()
                                .map(array.name()::equals)
                                .orElse(array.shape().size() == 1 && !lengths.equals(Optional.of(array))))
                .findFirst()
                .orElseThrow(() -> new DataException("which array should be predicted? Name one with a row for each of "
                        + rows + " series with --target"));
        boolean classes = target.text()
                || (target.range().least() >= 0
                        && target.range().most() < Math.max(20, rows / 20.0)
                        && !Double.isNaN(target.range().mean())
                        && isWhole(target));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "# %s of %,d series %s.", classes ? "Classification" : "Regression", rows, input.shape()));
        lines.add("name: " + Draft.quoted(Draft.name(arrays.file())));
        lines.add("");
        lines.add("data:");
        lines.add("  source:");
        lines.add("    name: numpy");
        lines.add("    options:");
        lines.add("      file: " + Draft.path(arrays.file(), folder));
        lines.add("      features: " + Draft.quoted(input.name()));
        lines.add("      " + (classes ? "labels: " : "targets: ") + Draft.quoted(target.name()));
        padding(lengths, lines);
        Recipe recipe =
                new Recipe(rows * 8L / 10, input.shape().get(1), classes ? Recipe.Task.CLASSES : Recipe.Task.NUMBERS);
        lines.addAll(recipe.split(false));
        if (input.missing() > 0) {
            lines.add("  # Numbers are missing: the last one known stands in.");
            lines.add("  series: {missing: last}");
        }
        lines.add("");
        lines.addAll(recipe.lines());
        return lines;
    }

    private static void padding(Optional<Profile.ArrayFacts> lengths, List<String> lines) {
        if (lengths.isPresent()) {
            lines.add("      # How many steps of each row are no padding; set left if it stands before them.");
            lines.add("      lengths: " + Draft.quoted(lengths.get().name()));
            lines.add("      padding: right");
        } else {
            lines.add("      # All rows as long as the array; set left or right, and the value, if they are padded.");
            lines.add("      padding: none");
        }
    }

    /** Returns whether an array by its name and its numbers says how long each series is. */
    private static boolean isLengths(Profile.ArrayFacts array, Profile.ArrayFacts input) {
        return LENGTHS.matcher(array.name()).matches()
                && array.shape().equals(List.of(input.shape().getFirst()))
                && !array.text()
                && isWhole(array)
                && array.range().least() >= 1
                && array.range().most() <= input.shape().get(1);
    }

    private static boolean isWhole(Profile.ArrayFacts array) {
        return array.range().least() == Math.rint(array.range().least())
                && array.range().most() == Math.rint(array.range().most());
    }
}
