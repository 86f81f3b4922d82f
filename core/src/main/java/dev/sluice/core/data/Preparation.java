package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done to examples: what the experiment says, and what the model needs.
 *
 * @param text how texts are cut
 * @param series what stands for missing numbers
 * @param forms of the targets of classes, by the answer's name; {@code DISTRIBUTION} where none is given
 * @param lengths what the number of steps of an input is called; inputs that share a name must have equally many
 * @param derived what cells ask for beside a series, by its name
 * @param asTheyAre inputs that are not scaled, because a cell reads them by name
 * @param categories inputs that are whole numbers for the whole example, by name, and what they are below
 * @param standardized answers whose numbers are brought to mean 0 and deviation 1
 * @param columns what the columns of numeric inputs and answers are called, by the names of those; may lack some
 */
public record Preparation(
        TextConfig text,
        SeriesConfig series,
        Map<String, TargetEncoding.Classes.Form> forms,
        Map<String, String> lengths,
        Map<String, Set<DerivedInput>> derived,
        Set<String> asTheyAre,
        Map<String, Integer> categories,
        Set<String> standardized,
        Map<String, List<String>> columns) {
    /** Copies the collections, keeping their order. */
    public Preparation {
        forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
        derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
        asTheyAre = Set.copyOf(asTheyAre);
        categories = Map.copyOf(categories);
        standardized = Set.copyOf(standardized);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** For one encoder that reads everything, with one answer. */
    public static Preparation of(TextConfig text, TargetEncoding.Classes.Form form) {
        return new Preparation(
                text,
                SeriesConfig.defaults(),
                Map.of(Example.ANSWER, form),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Set.of(),
                Map.of());
    }

    /** What the number of steps of an input is called. */
    String lengthsOf(String input) {
        return lengths.getOrDefault(input, Batch.LENGTHS);
    }

    /** The form of an answer's targets. */
    TargetEncoding.Classes.Form form(String answer) {
        return forms.getOrDefault(answer, TargetEncoding.Classes.Form.DISTRIBUTION);
    }
}
