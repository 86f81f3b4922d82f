package dev.sluice.core.data.fact;

import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Shorthand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of tables beside the files of series. */
public record FactOptions(
        @Description("Paths of tables with a row for each series, its id in the first column") @Default("[]") @Shorthand
        List<String> tables,

        @Description(
                "Numbers that apply to a whole series, such as an age: columns of the tables, empty where missing, or"
                        + " names of measurements, of which the first one of a series is used")
        @Default("[]")
        @Shorthand
        List<String> staticFeatures,

        @Description("Categorical values that apply to a whole series, from the same places") @Default("[]") @Shorthand
        List<String> staticCategories,

        @Description("Columns of the tables with the name of the class; several columns for several classes at once")
        @Default("[]")
        @Shorthand
        List<String> labels,

        @Description(
                "Columns of the tables with numbers to predict; with losses for several classes at once, each column"
                        + " is a class, 1 where it applies and 0 where not")
        @Default("[]")
        @Shorthand
        List<String> targets,

        @Description("Column of the tables with the group of a series, such as a person, for data.split.by: group")
        @Default("''")
        String group,

        @Description("Column of the tables with the weight of a series in the loss, 0 or more") @Default("''")
        String weight,

        @Description("Column of the tables that says to which part a series belongs") @Default("''")
        String part,

        @AnyNames
        @Description("The part for each value of that column, such as {'3': test}; data.split decides for other values")
        @Default("{training: training, validation: validation, test: test}")
        Map<String, Part> parts) {
    /** A part of the data. */
    public enum Part {
        /** To be trained on. */
        @Description("The training part.")
        TRAINING,
        /** For validation. */
        @Description("The validation part.")
        VALIDATION,
        /** For the test. */
        @Description("The test part.")
        TEST
    }

    /** Copies the collections and checks that the options fit together. */
    public FactOptions {
        tables = List.copyOf(tables);
        staticFeatures = List.copyOf(staticFeatures);
        staticCategories = List.copyOf(staticCategories);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        if (!labels.isEmpty() && !targets.isEmpty()) {
            throw new IllegalArgumentException("give either labels or targets, columns of the tables, but labels is "
                    + labels + " and targets is " + targets);
        }
        boolean needed =
                !(labels.isEmpty() && targets.isEmpty() && group.isEmpty() && weight.isEmpty() && part.isEmpty());
        if (tables.isEmpty() && needed) {
            throw new IllegalArgumentException(
                    "'tables' must name a table with the columns of labels, targets, group, weight and part, but is empty");
        }
    }

    /** Returns whether there is something to predict. */
    public boolean hasTargets() {
        return !(labels.isEmpty() && targets.isEmpty());
    }
}
