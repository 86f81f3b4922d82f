package dev.sluice.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Matches the inputs of the data with those of an imported file: by name, or by kind where there is only one of a kind. */
final class ImportedInputs {
    private ImportedInputs() {}

    /**
     * The inputs of the data under the names of the file.
     *
     * @throws ModelConfigException if an input of the file is missing, one of the data is left over, or sizes differ
     */
    static Map<String, ModelInput> bind(List<ModelInput> file, List<ModelInput> data, ImportOptions options) {
        Map<String, ModelInput> bound = new LinkedHashMap<>();
        List<ModelInput> open = new ArrayList<>(data);
        for (ModelInput wanted : file) {
            data.stream()
                    .filter(input -> input.name().equals(wanted.name()))
                    .findFirst()
                    .ifPresent(input -> {
                        bound.put(wanted.name(), input);
                        open.remove(input);
                    });
        }
        for (ModelInput wanted : file) {
            if (!bound.containsKey(wanted.name())) {
                List<ModelInput> fits = open.stream()
                        .filter(input -> input.getClass() == wanted.getClass())
                        .toList();
                long rivals = file.stream()
                        .filter(other -> other.getClass() == wanted.getClass() && !bound.containsKey(other.name()))
                        .count();
                if (fits.size() != 1 || rivals != 1) {
                    throw new ModelConfigException(describe(file, data));
                }
                bound.put(wanted.name(), fits.getFirst());
                open.remove(fits.getFirst());
            }
        }
        if (!open.isEmpty()) {
            throw new ModelConfigException(describe(file, data));
        }
        file.forEach(wanted -> check(wanted, Objects.requireNonNull(bound.get(wanted.name())), options));
        Map<String, ModelInput> ordered = new LinkedHashMap<>();
        file.forEach(wanted -> ordered.put(wanted.name(), bound.get(wanted.name())));
        return ordered;
    }

    private static void check(ModelInput file, ModelInput data, ImportOptions options) {
        boolean fits = switch (file) {
            case ModelInput.Tokens wanted ->
                data instanceof ModelInput.Tokens given
                        && (given.vocabulary() == wanted.vocabulary() || options.embedding() == ImportOptions.Part.NEW);
            case ModelInput.Characters wanted ->
                data instanceof ModelInput.Characters given
                        && given.vocabulary() == wanted.vocabulary()
                        && given.length() == wanted.length();
            case ModelInput.Features wanted ->
                data instanceof ModelInput.Features given && given.size() == wanted.size();
            case ModelInput.Static wanted -> data instanceof ModelInput.Static given && given.size() == wanted.size();
            case ModelInput.Category wanted ->
                data instanceof ModelInput.Category given && given.categories() == wanted.categories();
        };
        if (!fits) {
            throw new ModelConfigException("import: the file reads " + words(file) + ", but the data are " + words(data)
                    + (file instanceof ModelInput.Tokens && data instanceof ModelInput.Tokens
                            ? "; with import.embedding: new its table begins anew"
                            : ""));
        }
    }

    private static String describe(List<ModelInput> file, List<ModelInput> data) {
        return "import: each input of the file needs one of the data, of the same name or the only one of its kind, but the"
                + " file reads " + list(file) + " and the data bring " + list(data)
                + "; name the inputs under data.source as the file does";
    }

    private static String list(List<ModelInput> inputs) {
        return String.join(
                ", ",
                inputs.stream()
                        .map(input -> "'" + input.name() + "' (" + words(input) + ")")
                        .toList());
    }

    private static String words(ModelInput input) {
        return switch (input) {
            case ModelInput.Tokens tokens -> "tokens of " + tokens.vocabulary() + " kinds";
            case ModelInput.Characters characters -> "characters, " + characters.length() + " of a token";
            case ModelInput.Features features -> "numbers, " + features.size() + " features a step";
            case ModelInput.Static fixed -> "numbers without steps, " + fixed.size() + " features";
            case ModelInput.Category category -> "a category from 0 to " + (category.categories() - 1);
        };
    }
}
