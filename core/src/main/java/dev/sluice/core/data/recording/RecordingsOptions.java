package dev.sluice.core.data.recording;

import dev.sluice.core.option.AnyNames;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Shorthand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a folder or a zip, each a series with a row for each step, and the tables beside them. */
@Description("A folder or zip of files, one for each series, with tables of what is known of each")
public record RecordingsOptions(
        @Description(
                "Path of the folder or .zip file, relative to the experiment file; $data/… for one in the folder of"
                        + " shared data")
        String folder,

        @Description(
                "Paths of the series' files in it, with a * in place of their ids, such as runs/run_*.csv; each has a"
                        + " header row; .gz too")
        String files,

        @Description("Columns with the numbers of a step, empty where missing; all if none are named") @Default("[]")
        List<String> features,

        @Description(
                "Column of a series' file with the times of its steps, a number in any unit; without it steps are 1 apart")
        @Default("''")
        String time,

        @Description("Paths of tables with a row for each series, its id in the first column") @Default("[]") @Shorthand
        List<String> tables,

        @Description("Columns of the tables with the name of the class; several classes hold together")
        @Default("[]")
        @Shorthand
        List<String> labels,

        @Description("Columns of the tables with numbers to predict") @Default("[]") @Shorthand
        List<String> targets,

        @Description("Column of the tables with the group of a series, such as a person, for data.split.by: group")
        @Default("''")
        String group,

        @Description("Column of the tables that says which part a series belongs to") @Default("''")
        String part,

        @AnyNames
        @Description("The part by the values of that column, such as {'3': test}; other values go by data.split")
        @Default("{training: training, validation: validation, test: test}")
        Map<String, Part> parts,

        @Description("Separator of columns") @Default("','") String delimiter) {
    /** A part of the data. */
    public enum Part {
        /** To be trained on. */
        @Description("To be trained on.")
        TRAINING,
        /** For validation. */
        @Description("For validation.")
        VALIDATION,
        /** For the test. */
        @Description("For the test.")
        TEST
    }

    /** Copies the collections and checks that the options fit together. */
    public RecordingsOptions {
        features = List.copyOf(features);
        tables = List.copyOf(tables);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        if (files.indexOf('*') < 0 || files.indexOf('*') != files.lastIndexOf('*')) {
            throw new IllegalArgumentException(
                    "'files' must have one * in place of the series' ids, such as runs/run_*.csv, but was '" + files
                            + "'");
        }
        if (labels.isEmpty() == targets.isEmpty()) {
            throw new IllegalArgumentException("give either labels or targets, columns of the tables, but labels is "
                    + labels + " and targets is " + targets);
        }
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("'tables' must name a table with the columns "
                    + (labels.isEmpty() ? targets : labels) + ", but is empty");
        }
    }
}
