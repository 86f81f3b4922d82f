package dev.sluice.core.model;

import dev.sluice.core.error.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Matches the outputs of an imported file with the heads that the data have targets for. */
final class ImportedOutputs {
    private ImportedOutputs() {}

    /**
     * The names of the file's outputs by head.
     *
     * @throws ModelConfigException if no output fits, or more than one
     */
    static Map<String, String> choose(
            Map<String, ImportedModel.Output> outputs, Map<String, ImportedModel.Wanted> asked, ImportOptions options) {
        if (outputs.isEmpty()) {
            throw new ModelConfigException(
                    "import: the file answers neither once for each sequence nor at every step, so its"
                            + " head cannot be kept; write import.head: new");
        }
        if (!options.output().isEmpty() && (asked.size() != 1 || !outputs.containsKey(options.output()))) {
            throw new ModelConfigException(
                    asked.size() != 1
                            ? "import.output: it is for data of one target, but these have " + asked.keySet()
                                    + "; call them as the file calls its outputs"
                            : "import.output: the file has no output '" + options.output() + "'"
                                    + Suggestions.question(options.output(), List.copyOf(outputs.keySet()))
                                    + " (it has " + String.join(", ", outputs.keySet()) + ")");
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        asked.forEach((name, answer) -> {
            String source = options.output().isEmpty() ? source(outputs, name, answer, asked.size()) : options.output();
            check(Objects.requireNonNull(outputs.get(source)), source, answer);
            chosen.put(name, source);
        });
        return chosen;
    }

    private static String source(
            Map<String, ImportedModel.Output> outputs, String name, ImportedModel.Wanted asked, int answers) {
        if (outputs.containsKey(name)) {
            return name;
        }
        if (answers > 1) {
            throw new ModelConfigException(
                    "import: the data have the target '" + name + "', but the outputs of the file are "
                            + String.join(", ", outputs.keySet()) + "; call the targets as the file calls its outputs");
        }
        if (outputs.size() == 1) {
            return outputs.keySet().iterator().next();
        }
        List<String> fits = outputs.entrySet().stream()
                .filter(output -> output.getValue().everyStep() == asked.everyStep()
                        && output.getValue().size() == asked.size().outputs())
                .map(Map.Entry::getKey)
                .toList();
        if (fits.size() == 1) {
            return fits.getFirst();
        }
        throw new ModelConfigException(
                "import.output: the file has the outputs " + String.join(", ", outputs.keySet()) + ", of which "
                        + (fits.isEmpty() ? "none fits" : String.join(" and ", fits) + " fit")
                        + " the data's target of " + asked.size().columns()
                        + (asked.everyStep() ? " columns at every step" : " columns")
                        + "; write which one it is, or import.head: new. The others stay as they are");
    }

    private static void check(ImportedModel.Output output, String name, ImportedModel.Wanted asked) {
        if (output.everyStep() != asked.everyStep()) {
            throw new ModelConfigException("import: the file's output '" + name + "' "
                    + (output.everyStep() ? "answers at every step" : "answers once for a sequence")
                    + ", but the data have "
                    + (asked.everyStep() ? "a target for each step" : "one target for a sequence")
                    + "; write import.head: new to replace its last layers");
        }
        if (asked.size().form().width() > 1) {
            throw new ModelConfigException(
                    "import: the file gives one number for each column of the target, but the loss" + " needs "
                            + asked.size().form().width() + "; write import.head: new to replace its last layers");
        }
        if (output.size() != asked.size().columns()) {
            throw new ModelConfigException("import: the file has " + output.size() + " outputs, but the data have "
                    + asked.size().columns() + "; write import.head: new to replace its last layers");
        }
    }
}
