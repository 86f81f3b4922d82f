package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An experiment for a file of the UCR and UEA archives: classification, or regression where the target is a number. */
final class SeriesDraft {
    private SeriesDraft() {}

    static List<String> lines(Profile.Series series, Path folder) {
        boolean classes = !series.classes().isEmpty();
        if (!classes && series.numbers().count() == 0) {
            throw new DataException(
                    series.file() + " has neither classes nor numbers to predict (@classLabel, @targetLabel)");
        }
        Optional<Path> test = Draft.testFile(series.file());
        boolean tested = test.isPresent();
        Recipe recipe = new Recipe(
                tested ? series.series() : series.series() * 8 / 10,
                series.median(),
                classes ? Recipe.Task.CLASSES : Recipe.Task.NUMBERS);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "# %s of %,d series of %,d to %,d steps, %,d numbers per step.",
                classes ? "Classification" : "Regression",
                series.series(),
                series.shortest(),
                series.longest(),
                series.ranges().size()));
        lines.add("name: " + Draft.quoted(Draft.name(series.file())));
        lines.add("");
        lines.add("data:");
        lines.add("  source:");
        lines.add("    name: ts");
        lines.add("    options:");
        lines.add("      " + (tested ? "training" : "file") + ": " + Draft.path(series.file(), folder));
        test.ifPresent(path -> lines.add("      test: " + Draft.path(path, folder)));
        lines.addAll(recipe.split(tested));
        if (series.missing() > 0) {
            lines.add("  # Numbers are missing: the last one known stands in.");
            lines.add("  series: {missing: last}");
        }
        lines.add("");
        lines.addAll(recipe.lines());
        return lines;
    }
}
