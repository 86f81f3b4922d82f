package dev.sluice.parquet;

import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import dev.sluice.core.option.Shorthand;
import java.util.List;

/** Parquet files, and what their columns mean. */
@Description("Parquet files, or folders of them")
public record ParquetOptions(
        @Description("Path of the file or folder, or of several with the same columns, relative to the experiment file;"
                + " $data/… for one in the folder of shared data. A name may be a pattern, part-*.parquet."
                + " All .parquet files of a folder are read, and subfolders such as year=2024 become columns")
        @Shorthand
        List<String> file,

        @Inline TableOptions table,

        @Description("Folder for columns that do not fit into memory, relative to the experiment file; by default"
                + " $SLUICE_CACHE, or .cache/sluice in the user's home folder. It may be emptied at any time")
        @Default("''")
        String cache) {
    /** Copies the list and checks that it names a file. */
    public ParquetOptions {
        file = List.copyOf(file);
        if (file.isEmpty() || file.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("file must name a file or folder, but was empty");
        }
    }
}
