package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An experiment for JSON lines: a class or a number of each object, from its series or its text. */
final class ObjectsDraft {
    private static final List<String> TARGETS = List.of("label", "class", "target", "y", "category");

    private ObjectsDraft() {}

    static List<String> lines(Profile.Objects objects, Wishes wishes, Path folder) {
        Profile.Field target = target(objects, wishes);
        List<Profile.Field> series = objects.fields().stream()
                .filter(field -> field.kind() == Profile.FieldKind.SERIES && !field.equals(target))
                .toList();
        Optional<Profile.Field> text = objects.fields().stream()
                .filter(field -> !field.equals(target)
                        && (field.kind() == Profile.FieldKind.WORDS
                                || (field.kind() == Profile.FieldKind.WORD
                                        && field.values().size() > objects.rows() / 2)))
                .findFirst();
        boolean classes = target.kind() == Profile.FieldKind.WORD;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "# %s of %,d objects.", classes ? "Classification" : "Regression", objects.rows()));
        lines.add("name: " + Draft.quoted(Draft.name(objects.file())));
        lines.add("");
        lines.add("data:");
        lines.add("  source:");
        lines.add("    name: json-lines");
        lines.add("    options:");
        lines.add("      file: " + Draft.path(objects.file(), folder));
        if (series.isEmpty() && text.isEmpty()) {
            throw new DataException(
                    objects.file() + " has neither a field with a series of numbers nor one with texts to read");
        }
        if (series.isEmpty()) {
            lines.add("      " + (text.get().kind() == Profile.FieldKind.WORDS ? "tokens: " : "text: ")
                    + Draft.quoted(text.get().name()));
        } else {
            lines.add("      features: "
                    + Draft.list(series.stream().map(Profile.Field::name).toList()));
        }
        lines.add("      " + (classes ? "labels: " : "targets: ") + Draft.quoted(target.name()));
        long steps = series.isEmpty() ? 32 : (long) series.getFirst().lengths().mean();
        Recipe recipe = new Recipe(objects.rows() * 8 / 10, steps, classes ? Recipe.Task.CLASSES : Recipe.Task.NUMBERS);
        lines.addAll(recipe.split(false));
        lines.add("");
        if (series.isEmpty()) {
            lines.addAll(TextRecipe.lines(recipe));
        } else {
            lines.addAll(recipe.lines());
        }
        return lines;
    }

    private static Profile.Field target(Profile.Objects objects, Wishes wishes) {
        if (wishes.target().isPresent()) {
            String name = wishes.target().get();
            return objects.fields().stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new DataException(objects.file() + " has no field '" + name + "' (there is "
                            + String.join(
                                    ", ",
                                    objects.fields().stream()
                                            .map(Profile.Field::name)
                                            .toList()) + ")"));
        }
        return TARGETS.stream()
                .flatMap(name ->
                        objects.fields().stream().filter(field -> field.name().equalsIgnoreCase(name)))
                .findFirst()
                .orElseThrow(() -> new DataException(
                        "which field should be predicted? Name it with --target, for example --target "
                                + objects.fields().getLast().name()));
    }
}
