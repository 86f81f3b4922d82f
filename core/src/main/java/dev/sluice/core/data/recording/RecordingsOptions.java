package dev.sluice.core.data.recording;

import dev.sluice.core.data.fact.FactOptions;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import java.util.List;

/** The files of a folder or a zip, each a series with a row for each step, and the tables beside them. */
@Description("A folder or zip of files, one for each series, with tables of facts about the series")
public record RecordingsOptions(
        @Description(
                "Path of the folder or .zip file, relative to the experiment file; $data/… for one in the folder of"
                        + " shared data")
        String folder,

        @Description(
                "Paths of the series' files in it, with a * in place of their ids, such as runs/run_*.csv; each has a"
                        + " header row; .gz too")
        String files,

        @Description("Columns with the numbers of a step, empty where missing; by default, all") @Default("[]")
        List<String> features,

        @Description(
                "Column of a series' file with the times of its steps, numbers in any unit; by default, steps are 1"
                        + " apart")
        @Default("''")
        String time,

        @Inline FactOptions facts,

        @Description("Separator of columns") @Default("','") String delimiter) {
    /** Copies the collections and checks that the options fit together. */
    public RecordingsOptions {
        features = List.copyOf(features);
        if (files.indexOf('*') < 0 || files.indexOf('*') != files.lastIndexOf('*')) {
            throw new IllegalArgumentException(
                    "'files' must have one * in place of the series' ids, such as runs/run_*.csv, but was '" + files
                            + "'");
        }
        if (!facts.hasTargets()) {
            throw new IllegalArgumentException(
                    "give either labels or targets, columns of the tables, but both are empty");
        }
    }
}
