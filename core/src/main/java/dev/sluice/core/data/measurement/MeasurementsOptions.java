package dev.sluice.core.data.measurement;

import dev.sluice.core.data.csv.CsvForm;
import dev.sluice.core.data.fact.FactOptions;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.data.table.Duplicates;
import dev.sluice.core.data.table.TableLayout;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.data.table.TimeOptions;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import dev.sluice.core.option.Shorthand;
import java.util.List;
import java.util.Map;

/** Files with a row for each measurement, and the tables beside them. */
@Description("Comma-separated files with one measurement per row: series, time, name, value")
public record MeasurementsOptions(
        @Inline PartFiles files,

        @Description("Column, or several, with the id of the series that a measurement belongs to") @Shorthand
        List<String> id,

        @Description("Column with the time of a measurement: a number in any unit, a date and time of day, or hours and"
                + " minutes such as 47:30; the last two are converted to seconds")
        String time,

        @Description("Column with the name of the measured quantity") @Default("name")
        String name,

        @Description("Column with the value") @Default("value")
        String value,

        @Description("Names of the measurements that become the numbers of a step, missing where not measured")
        List<String> features,

        @Inline FactOptions facts,

        @Description("Treatment of several measurements of the same quantity at the same time") @Default("refuse")
        Duplicates duplicates,

        @Inline TimeOptions times,

        @Description("Numbers that mean a missing one, for example ['-1']") @Default("[]")
        List<String> missing,

        @Inline CsvForm form,

        @Description("Folder for columns that do not fit into memory, relative to the experiment file; by default"
                + " $SLUICE_CACHE, or .cache/sluice in the user's home folder. It may be emptied at any time")
        @Default("''")
        String cache) {
    /** Copies the lists and checks that the options fit together. */
    public MeasurementsOptions {
        id = List.copyOf(id);
        features = List.copyOf(features);
        missing = List.copyOf(missing);
        if (duplicates == Duplicates.KEEP) {
            throw new IllegalArgumentException(
                    "a step has one number of each feature, so duplicates must be refuse, first, last or mean, but is keep");
        }
        if (id.isEmpty() || features.isEmpty()) {
            throw new IllegalArgumentException(
                    "id must name the column of the series, and features what was measured, but id is " + id
                            + " and features is " + features);
        }
    }

    /** The table that a file is: a row for each measurement. */
    TableOptions table() {
        return new TableOptions(
                TableLayout.STEPS,
                "",
                "",
                id,
                time,
                times,
                Duplicates.KEEP,
                List.of(value),
                List.of(),
                List.of(name),
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                "",
                List.of(),
                "",
                "",
                missing);
    }
}
