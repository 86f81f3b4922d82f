package dev.sluice.core.data.csv;

import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import dev.sluice.core.option.Shorthand;
import java.util.List;

/** Files of comma-separated values, what their columns mean, and how they are written. */
@Description("A file of comma-separated values")
public record CsvOptions(
        @Description(
                "Path of the file, or of several with the same columns, relative to the experiment file; $data/… for"
                        + " one in the folder of shared data. A name may be a pattern, part-*.csv, and a file"
                        + " compressed, .csv.gz")
        @Shorthand
        List<String> file,

        @Description("Validation files, in the same form; by default, data.split takes that part from file")
        @Default("[]")
        @Shorthand
        List<String> validation,

        @Description("Test files, in the same form; by default, data.split takes that part from file")
        @Default("[]")
        @Shorthand
        List<String> test,

        @Inline TableOptions table,
        @Inline CsvForm form,

        @Description("Folder for columns that do not fit into memory, relative to the experiment file; by default"
                + " $SLUICE_CACHE, or .cache/sluice in the user's home folder. It may be emptied at any time")
        @Default("''")
        String cache) {
    /** Copies the lists and checks that they name files. */
    public CsvOptions {
        file = List.copyOf(file);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        if (file.isEmpty() || file.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("file must name a file, but was empty");
        }
        if (!table.part().isEmpty() && !(validation.isEmpty() && test.isEmpty())) {
            throw new IllegalArgumentException(
                    "either the column '" + table.part()
                            + "' says the part of an example (part), or files of their own do (validation, test); leave one out");
        }
    }

    /** The only series of a file in the usual form: a row for each step, in order, without a target. */
    public static CsvOptions series(String file, List<String> features) {
        return new CsvOptions(List.of(file), List.of(), List.of(), TableOptions.series(features), CsvForm.usual(), "");
    }
}
