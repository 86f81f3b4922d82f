package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.TargetScaling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wishes of an experiment and its model about data.
 *
 * @param text rules for cutting texts into symbols
 * @param texts the same for inputs and targets that have rules of their own, by name
 * @param series treatment of missing numbers
 * @param forms of the columns of classes, by the target's name; {@code DISTRIBUTION} where none is given
 * @param transcripts targets that are texts whose symbols have no known places, by name
 * @param lengths name of each input's number of steps; inputs that share a name must have equally many
 * @param derived inputs that cells read beside a series, by the series' name
 * @param characters most characters of a word that are read beside it, by the names of the texts where they are
 * @param words that get numbers in vocabularies however rare they are, by the names of the texts
 * @param asTheyAre inputs that are not scaled, because a cell reads them by name
 * @param categories inputs that are whole numbers for the whole example, by name, and what they are below
 * @param scaling what may be done to the numbers of targets, by name, nothing where none is given; of inputs {@code SCALE} for those that
 *     keep their zero
 * @param columns names that the source gave
 * @param weights of classes
 * @param scalings of columns
 */
public record Preparation(
        TextConfig text,
        Map<String, TextConfig> texts,
        SeriesConfig series,
        Map<String, ClassEncoding.Form> forms,
        Set<String> transcripts,
        Map<String, String> lengths,
        Map<String, Set<DerivedInput>> derived,
        Map<String, Integer> characters,
        Map<String, List<String>> words,
        Set<String> asTheyAre,
        Map<String, Integer> categories,
        Map<String, TargetScaling> scaling,
        ColumnNames columns,
        WeightsConfig weights,
        Scalings scalings) {
    /** Copies the collections, keeping their order. */
    public Preparation {
        texts = Map.copyOf(texts);
        forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
        transcripts = Set.copyOf(transcripts);
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
        derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
        characters = Map.copyOf(characters);
        words = Map.copyOf(words);
        asTheyAre = Set.copyOf(asTheyAre);
        categories = Map.copyOf(categories);
        scaling = Map.copyOf(scaling);
    }

    /** For one encoder that reads everything, with one target. */
    public static Preparation of(TextConfig text, ClassEncoding.Form form) {
        return new Preparation(
                text,
                Map.of(),
                SeriesConfig.defaults(),
                Map.of(Example.TARGET, form),
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                ColumnNames.none(),
                WeightsConfig.equal(),
                Scalings.usual());
    }

    /** The rules for an input or a target that is a text. */
    TextConfig textOf(String name) {
        return texts.getOrDefault(name, text);
    }

    /** The name of an input's number of steps. */
    String lengthsOf(String input) {
        return lengths.getOrDefault(input, Network.LENGTHS);
    }

    /** The form of a target's columns. */
    ClassEncoding.Form form(String target) {
        return forms.getOrDefault(target, ClassEncoding.Form.DISTRIBUTION);
    }
}
